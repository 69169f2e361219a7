/** The hand on the roll: tool, grid, which track and notes are taken up, and what is done to them. */

import {
  aligned,
  edit,
  following,
  joined,
  moved,
  type NotesEdit,
  pasted,
  stretched,
  touched,
} from "../roll/changes";
import type { Outcome, Tool } from "../roll/gestures/gesture";
import { snapOf, snapped, unitAt } from "../roll/grid";
import { keyOf, keysOf, NONE, type Picked, pickedNotes, toggled, within } from "../roll/picked";
import { Viewer } from "../roll/viewer";
import { across, along, noteFrom, type Stand } from "../roll/walk";
import { endTick } from "../score/bars";
import { leadTrack } from "../score/lead";
import type { Note } from "../score/score";
import type { MixEdit } from "./mixer.svelte";
import type { Session } from "./session.svelte";
import { ticksOf } from "./stand";

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
  private clipboard: readonly Note[] = [];
  private streak = ""; // what kind of step the last one was, so that a second joins it

  readonly snap = $derived(snapOf(this.snapId));

  constructor(private readonly session: Session) {}

  get editable(): boolean {
    return this.session.history !== null && !this.session.busy;
  }

  private get notes(): readonly Note[] {
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
  private change(become: (notes: Note[]) => Note[], streak: string): boolean {
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

  /** A step on the grid (or, off it, a tenth of a sixteenth) and half tones. */
  nudge(steps: number, semitones: number, free = false): boolean {
    const { score } = this.session;
    const [first] = this.chosen;
    if (!score || !first) return false;
    const unit = free
      ? Math.max(1, Math.round(score.ticksPerQuarter / 40))
      : unitAt(score, this.snap, first[0]);
    const line = free
      ? first[0] + steps * unit
      : snapped(score, this.snap, first[0] + steps * unit);
    const done = this.change(
      (notes) => moved(score, notes, steps ? line - first[0] : 0, semitones),
      "move",
    );
    const [now] = this.chosen;
    if (semitones && now) this.sound(now[2], now[3]);
    this.show(now);
    return done;
  }

  lengthen(steps: number): boolean {
    const { score } = this.session;
    const [first] = this.chosen;
    if (!score || !first) return false;
    const unit = Math.min(unitAt(score, this.snap, first[0]), score.ticksPerQuarter);
    return this.change((notes) => stretched(notes, steps * unit, unit), "stretch");
  }

  harder(by: number): boolean {
    return this.change((notes) => touched(notes, by), "touch");
  }

  /** Draws the picked notes to the grid, or all of the selected bars, or the whole track. */
  quantise(): void {
    const { score } = this.session;
    if (!score || !this.editable) return;
    const none = !this.picked.size;
    if (none) this.pickAll();
    this.change((notes) => aligned(score, this.snap, notes, this.share / 100), "");
    if (none) this.pick(NONE);
    this.session.tell(`Quantised to ${this.snap.label}, ${this.share} %.`);
  }

  remove(): boolean {
    const count = this.picked.size;
    const place = this.chosen[0];
    if (!this.change(() => [], "")) return false;
    this.pick(NONE);
    const index = place ? this.notes.findIndex((note) => note[0] >= place[0]) : -1;
    if (this.cursor) this.cursor = this.notes[index] ?? this.notes.at(-1) ?? null;
    this.session.tell(`${count} ${count === 1 ? "note" : "notes"} taken out.`);
    return true;
  }

  copy(): boolean {
    const { chosen } = this;
    if (!chosen.length) return false;
    this.clipboard = chosen;
    this.session.tell(`${chosen.length} ${chosen.length === 1 ? "note" : "notes"} copied.`);
    return true;
  }

  cut(): boolean {
    return this.copy() && this.remove();
  }

  /** Puts what was copied at the playhead. */
  paste(): boolean {
    const { score, player } = this.session;
    if (!score || !this.clipboard.length) return false;
    const at = snapped(score, this.snap, Math.min(player.tick, endTick(score) - 1), true);
    return this.put(pasted(score, this.clipboard, at));
  }

  /** The same once more, right behind. */
  duplicate(): boolean {
    const { score } = this.session;
    const { chosen } = this;
    if (!score || !chosen.length) return false;
    return this.put(pasted(score, chosen, following(score, this.snap, chosen)));
  }

  private put(notes: readonly Note[]): boolean {
    const { score } = this.session;
    if (!score || !notes.length || !this.editable) return false;
    this.commit(edit(score, this.focus, [], notes));
    this.pick(keysOf(notes));
    this.show(notes[0]);
    return true;
  }

  /** The keyboard goes onto the notes: where it stood, else at the playhead. */
  enter(): void {
    const { score, player } = this.session;
    if (!score || this.cursor) return;
    const found = noteFrom(score, this.focus, Math.floor(player.tick));
    if (found) this.stand(found);
  }

  /** On or back by so many notes of the same player. */
  walk(steps: number): boolean {
    const { score } = this.session;
    if (!score || !this.cursor) return false;
    this.stand(along(score, { track: this.focus, note: this.cursor }, steps));
    return true;
  }

  /** Over to the next player's nearest note. */
  stride(direction: -1 | 1): boolean {
    const { score } = this.session;
    if (!score || !this.cursor) return false;
    this.stand(across(score, { track: this.focus, note: this.cursor }, direction));
    return true;
  }

  private stand({ track, note }: Stand): void {
    this.take(track);
    this.cursor = note;
    this.show(note);
  }

  /** The note under the cursor is what is edited, unless it is one of several that are picked. */
  takeCursor(): boolean {
    if (!this.cursor) return false;
    if (!this.picked.has(keyOf(this.cursor))) this.pick(keysOf([this.cursor]));
    return true;
  }

  toggleCursor(): void {
    if (this.cursor) this.pick(toggled(this.picked, this.cursor));
  }

  /** A note more, after the one under the cursor; in an empty track, at the playhead. */
  insert(): void {
    const { score, player } = this.session;
    if (!score) return;
    const like = this.cursor;
    const at = like
      ? following(score, this.snap, [like])
      : snapped(score, this.snap, player.tick, true);
    if (at >= endTick(score)) {
      this.session.tell("The song ends here.");
      return;
    }
    const unit = Math.round(unitAt(score, this.snap, at));
    const note: Note = [at, like?.[1] ?? unit, like?.[2] ?? 60, like?.[3] ?? 88];
    if (!this.put([note])) return;
    this.cursor = this.notes.find((one) => keyOf(one) === keyOf(note)) ?? null;
    this.sound(note[2], note[3]);
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

  private show(note: Note | undefined): void {
    if (!note) return;
    this.viewer.reveal(note[0], note[0] + note[1]);
    if (!this.session.score?.tracks[this.focus]?.isDrum) this.viewer.revealPitch(note[2]);
  }
}
