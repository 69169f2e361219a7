/** What is taken up on the roll: tool, grid, track, notes; and the way onto the list of edits. */
import { edit, joined, type NotesEdit } from "../roll/changes";
import type { Outcome, Tool } from "../roll/gestures/gesture";
import { snapOf } from "../roll/grid";
import { keyOf, keysOf, NONE, type Picked, pickedNotes, within } from "../roll/picked";
import { Viewer } from "../roll/viewer";
import { leadTrack } from "../score/lead";
import type { Note } from "../score/score";
import { Hand } from "./hand";
import type { MixEdit } from "./mixer.svelte";
import type { Session } from "./session.svelte";
import { ticksOf } from "./stand";
import { Walker } from "./walker";

const SOUND_MS = 250; // how long a note is heard that is put down

export class Editor {
  tool = $state<Tool>("select");
  snapId = $state("16");
  /** How far Quantise draws notes to the grid, in per cent. */
  share = $state(100);
  focus = $state(0);
  picked = $state.raw<Picked>(NONE);
  /** The note that the keyboard stands on. */
  cursor = $state.raw<Note | null>(null);
  /** Whether the notes of the selected bars are shown as a list. */
  listed = $state(false);
  /** Whether the sheet of keys is open. */
  helped = $state(false);
  readonly viewer = new Viewer();
  lastLength = 0;
  private streak = ""; // what kind of step the last one was, so that a second joins it

  readonly snap = $derived(snapOf(this.snapId));

  /** What is done to picked notes. */
  readonly hand: Hand;
  /** Goes from note to note by keys. */
  readonly walker: Walker;

  constructor(private readonly session: Session) {
    this.hand = new Hand(session, this);
    this.walker = new Walker(session, this);
  }

  get editable(): boolean {
    return this.session.history !== null && !this.session.busy;
  }

  /** The notes of the focused track. */
  get notes(): readonly Note[] {
    return this.session.score?.tracks[this.focus]?.notes ?? [];
  }

  /** The picked notes as they are now. */
  get chosen(): Note[] {
    return pickedNotes(this.notes, this.picked);
  }

  /** Another piece lies on the stand: its tune is taken up; of the same band, the same player. */
  reset(same = false): void {
    const { score } = this.session;
    if (!same) this.focus = score ? Math.max(0, leadTrack(score)) : 0;
    this.pick(NONE);
    this.cursor = null;
  }

  /** After an edit came from elsewhere: what no longer is cannot be picked. */
  settle(): void {
    const tracks = this.session.score?.tracks.length ?? 0;
    if (this.focus >= tracks) this.focus = Math.max(0, tracks - 1);
    if (this.picked.size) this.picked = keysOf(this.chosen);
    if (this.cursor && !this.notes.includes(this.cursor)) {
      const key = keyOf(this.cursor);
      this.cursor = this.notes.find((note) => keyOf(note) === key) ?? null;
    }
  }

  take(track: number): void {
    if (track === this.focus) return;
    this.focus = track;
    this.pick(NONE);
  }

  pick(picked: Picked): void {
    this.picked = picked;
    this.streak = "";
  }

  /** All of the focused track; within the selected bars where some are. */
  pickAll(): void {
    const { score, selection } = this.session;
    const bars = score && ticksOf(score, selection);
    const notes = bars ? within(this.notes, bars[0], bars[1] - 1) : this.notes;
    this.pick(keysOf(bars ? notes.filter((note) => note[0] >= bars[0]) : notes));
  }

  /** Does what a gesture came to. */
  settleGesture(outcome: Outcome): void {
    const { session } = this;
    if (outcome.focus !== undefined) this.take(outcome.focus);
    if (outcome.length) this.lastLength = outcome.length;
    if (outcome.edit) this.commit(outcome.edit);
    if (outcome.picked) this.pick(outcome.picked);
    if (outcome.seek !== undefined) session.player.seek(outcome.seek);
    if (outcome.bars) session.select({ first: outcome.bars[0], last: outcome.bars[1] });
    else if (outcome.bars === null) session.selection = null;
  }

  /** Puts an edit on the list. Steps of one `streak` that follow each other are one to undo. */
  commit(step: NotesEdit | null, streak = ""): void {
    const { history } = this.session;
    if (!step || !history || !this.editable) return;
    const last = history.edits.at(-1);
    const whole =
      streak && streak === this.streak && last?.verb === "notes"
        ? joined(last as unknown as NotesEdit, step)
        : null;
    try {
      if (whole) history.replaceLast({ ...whole });
      else history.push({ ...step });
      this.streak = streak;
    } catch (cause) {
      this.session.tell(cause instanceof Error ? cause.message : String(cause));
    }
  }

  /** Puts a step of the mixer on the list; a second one of the same strip takes the place of the first. */
  mix(step: MixEdit): void {
    const { history } = this.session;
    if (!history || !this.editable) return; // heard in this page only, as long as nothing can be kept
    const last = history.edits.at(-1);
    const joins = last?.verb === step.verb && last.track === step.track;
    try {
      if (joins) history.replaceLast({ ...step, enabled: true });
      else history.push({ ...step, enabled: true });
      this.streak = "";
    } catch (cause) {
      this.session.tell(cause instanceof Error ? cause.message : String(cause));
    }
  }

  /** Changes the picked notes, and the note under the keyboard's cursor if none are. */
  change(become: (notes: Note[]) => Note[], streak: string): boolean {
    const { score } = this.session;
    const before = this.chosen;
    if (!score || !before.length || !this.editable) return false;
    const after = become(before);
    const at =
      this.cursor && before.findIndex((note) => keyOf(note) === keyOf(this.cursor as Note));
    this.commit(edit(score, this.focus, before, after), streak);
    this.picked = keysOf(after);
    if (at !== null && at >= 0) this.cursor = after[at] ?? null;
    return true;
  }

  /** Notes more, which are then picked. */
  put(notes: readonly Note[]): boolean {
    const { score } = this.session;
    if (!score || !notes.length || !this.editable) return false;
    this.commit(edit(score, this.focus, [], notes));
    this.pick(keysOf(notes));
    this.show(notes[0]);
    return true;
  }

  undo(): void {
    const { history } = this.session;
    if (!this.editable || !history?.undo()) return;
    this.streak = "";
    this.session.tell("Taken back.");
  }

  redo(): void {
    const { history } = this.session;
    if (!this.editable || !history?.redo()) return;
    this.streak = "";
    this.session.tell("Done again.");
  }

  /** Lets a pitch of the focused track be heard. */
  sound(pitch: number, touch: number): void {
    void this.session.player.audition(this.focus, pitch, touch, SOUND_MS);
  }

  /** Brings a note into sight. */
  show(note: Note | undefined): void {
    if (!note) return;
    this.viewer.reveal(note[0], note[0] + note[1]);
    if (!this.session.score?.tracks[this.focus]?.isDrum) this.viewer.revealPitch(note[2]);
  }
}
