/** What is done to the picked notes by keys and buttons: moved, stretched, quantised, copied … */
import { aligned, following, moved, pasted, stretched, touched } from "../roll/changes";
import { snapped, unitAt } from "../roll/grid";
import { NONE } from "../roll/picked";
import { endTick } from "../score/bars";
import type { Note } from "../score/score";
import type { Editor } from "./editor.svelte";
import type { Session } from "./session.svelte";

const FINE = 40; // steps off the grid in a quarter

export class Hand {
  private clipboard: readonly Note[] = [];

  constructor(
    private readonly session: Session,
    private readonly editor: Editor,
  ) {}

  /** A step on the grid (or, off it, a fine one) and half tones. */
  nudge(steps: number, semitones: number, free = false): boolean {
    const { score } = this.session;
    const [first] = this.editor.chosen;
    if (!score || !first) return false;
    const unit = free
      ? Math.max(1, Math.round(score.ticksPerQuarter / FINE))
      : unitAt(score, this.editor.snap, first[0]);
    const line = free
      ? first[0] + steps * unit
      : snapped(score, this.editor.snap, first[0] + steps * unit);
    const done = this.editor.change(
      (notes) => moved(score, notes, steps ? line - first[0] : 0, semitones),
      "move",
    );
    const [now] = this.editor.chosen;
    if (semitones && now) this.editor.sound(now[2], now[3]);
    this.editor.show(now);
    return done;
  }

  lengthen(steps: number): boolean {
    const { score } = this.session;
    const [first] = this.editor.chosen;
    if (!score || !first) return false;
    const unit = Math.min(unitAt(score, this.editor.snap, first[0]), score.ticksPerQuarter);
    return this.editor.change((notes) => stretched(notes, steps * unit, unit), "stretch");
  }

  harder(by: number): boolean {
    return this.editor.change((notes) => touched(notes, by), "touch");
  }

  /** Draws the picked notes to the grid, or all of the selected bars, or the whole track. */
  quantise(): void {
    const { score } = this.session;
    if (!score || !this.editor.editable) return;
    const none = !this.editor.picked.size;
    if (none) this.editor.pickAll();
    this.editor.change(
      (notes) => aligned(score, this.editor.snap, notes, this.editor.share / 100),
      "",
    );
    if (none) this.editor.pick(NONE);
    this.session.tell(`Quantised to ${this.editor.snap.label}, ${this.editor.share} %.`);
  }

  remove(): boolean {
    const count = this.editor.picked.size;
    const place = this.editor.chosen[0];
    if (!this.editor.change(() => [], "")) return false;
    this.editor.pick(NONE);
    const index = place ? this.editor.notes.findIndex((note) => note[0] >= place[0]) : -1;
    if (this.editor.cursor)
      this.editor.cursor = this.editor.notes[index] ?? this.editor.notes.at(-1) ?? null;
    this.session.tell(`${count} ${count === 1 ? "note" : "notes"} taken out.`);
    return true;
  }

  copy(): boolean {
    const { chosen } = this.editor;
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
    const at = snapped(score, this.editor.snap, Math.min(player.tick, endTick(score) - 1), true);
    return this.editor.put(pasted(score, this.clipboard, at));
  }

  /** The same once more, right behind. */
  duplicate(): boolean {
    const { score } = this.session;
    const { chosen } = this.editor;
    if (!score || !chosen.length) return false;
    return this.editor.put(pasted(score, chosen, following(score, this.editor.snap, chosen)));
  }
}
