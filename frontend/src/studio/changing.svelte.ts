/** From what is picked onto the list of edits: changed, put down, mixed, taken back. */
import { RefusedEdit } from "../editing/edit";
import type { History } from "../editing/history.svelte";
import { refusalInWords } from "../editing/refusal";
import { allJoined, edit, type NotesEdit } from "../roll/changes";
import { snapOf } from "../roll/grid";
import { keyOf } from "../roll/picked";
import { changed, editsOf, type Part, picksOf } from "../roll/together";
import { Viewer } from "../roll/viewer";
import type { Note } from "../score/score";
import type { MixEdit } from "./mixer.svelte";
import { Picking, type Table } from "./picking.svelte";

const SOUND_MS = 250; // how long a note is heard that is put down

/** Where edits are kept, and who lets them be heard. */
export interface Bench extends Table {
  readonly history: History | null;
  readonly busy: boolean;
  readonly player: {
    audition(track: number, pitch: number, velocity: number, milliseconds: number): Promise<void>;
  };
  tell(words: string): void;
}

export class Changing<T extends Bench = Bench> extends Picking<T> {
  snapId = $state("16");
  /** How far Quantise draws notes to the grid, in per cent. */
  share = $state(100);
  readonly viewer = new Viewer();
  readonly snap = $derived(snapOf(this.snapId));

  get editable(): boolean {
    return this.stage.history !== null && !this.stage.busy;
  }

  /**
   * Puts edits on the list, as one step to undo. Steps of one `streak` that follow each other are one
   * as well.
   */
  commit(edits: readonly (NotesEdit | null | undefined)[], streak = ""): void {
    const { history } = this.stage;
    const steps = edits.filter((step) => !!step);
    if (!steps.length || !history || !this.editable) return;
    const last = history.edits.slice(-steps.length);
    const goesOn = streak && streak === this.streak && last.every((one) => one.verb === "notes");
    const whole = goesOn ? allJoined(last as unknown as NotesEdit[], steps) : null;
    this.attempt(
      history,
      () => {
        if (whole) history.replaceLast(...whole.map((step) => ({ ...step })));
        else history.push(...steps.map((step) => ({ ...step })));
      },
      streak,
    );
  }

  /** Puts a step of the mixer on the list; a second one of the same strip takes the place of the first. */
  mix(step: MixEdit): void {
    const { history } = this.stage;
    if (!history || !this.editable) return; // heard in this page only, as long as nothing can be kept
    const last = history.edits.at(-1);
    const joins = last?.verb === step.verb && last.track === step.track;
    this.attempt(history, () => {
      if (joins) history.replaceLast({ ...step, enabled: true });
      else history.push({ ...step, enabled: true });
    });
  }

  /** Changes the list, or tells why that cannot be. */
  protected attempt({ base, edits }: History, change: () => void, streak = ""): void {
    try {
      change();
      this.streak = streak;
    } catch (cause) {
      if (!(cause instanceof RefusedEdit)) throw cause;
      this.stage.tell(refusalInWords(cause, base, edits));
    }
  }

  /** Changes the picked notes, and the note under the keyboard's cursor if none are. */
  change(become: (notes: Note[]) => Note[], streak: string): boolean {
    const { score } = this.stage;
    const { cursor, parts: before } = this;
    if (!score || !before.length || !this.editable) return false;
    const after = changed(score, before, become);
    const own = before.findIndex((part) => part.track === this.focus);
    const at = cursor ? before[own]?.notes.findIndex((note) => keyOf(note) === keyOf(cursor)) : -1;
    this.commit(editsOf(score, before, after), streak);
    [this.picked, this.beside] = picksOf(after, this.focus);
    if (at !== undefined && at >= 0) this.cursor = after[own]?.notes[at] ?? null;
    return true;
  }

  /** Notes more of some players, which are then picked. */
  put(parts: readonly Part[]): boolean {
    const { score } = this.stage;
    const first = parts.find((part) => part.notes.length);
    if (!score || !first || !this.editable) return false;
    this.commit(parts.map(({ track, notes }) => edit(score, track, [], notes)));
    this.pick(...picksOf(parts, this.focus));
    this.show(first.notes[0]);
    return true;
  }

  undo(): void {
    const { history } = this.stage;
    if (!this.editable || !history?.undo()) return;
    this.streak = "";
    this.stage.tell("Taken back.");
  }

  redo(): void {
    const { history } = this.stage;
    if (!this.editable || !history?.redo()) return;
    this.streak = "";
    this.stage.tell("Done again.");
  }

  /** Lets a pitch of the focused track be heard. */
  sound(pitch: number, touch: number): void {
    void this.stage.player.audition(this.focus, pitch, touch, SOUND_MS);
  }

  /** Brings a note into sight. */
  show(note: Note | undefined): void {
    if (!note) return;
    this.viewer.reveal(note[0], note[0] + note[1]);
    if (!this.stage.score?.tracks[this.focus]?.isDrum) this.viewer.revealPitch(note[2]);
  }
}
