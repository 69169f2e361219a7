/** What is done to the picked notes by keys and buttons: moved, stretched, quantised, copied … */
import { aligned, following, moved, pasted, stretched, touched } from "../roll/changes";
import { snapped, unitAt } from "../roll/grid";
import { NONE } from "../roll/picked";
import type { Part } from "../roll/together";
import { endTick } from "../score/bars";
import type { Note } from "../score/score";
import type { Bench, Changing } from "./changing.svelte";

const FINE = 40; // steps off the grid in a quarter

/** Where notes are changed, and where the music is. */
type Stage = Bench & { readonly player: { readonly tick: number } };

export class Hand {
  private clipboard: readonly Part[] = [];

  constructor(
    private readonly stage: Stage,
    private readonly editor: Changing,
  ) {}

  /** A step on the grid (or, off it, a fine one) and half tones. */
  nudge(steps: number, semitones: number, free = false): boolean {
    const { score } = this.stage;
    const [first] = this.notes;
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
    const [now] = this.notes;
    if (semitones && now) this.editor.sound(now[2], now[3]);
    this.editor.show(now);
    return done;
  }

  lengthen(steps: number): boolean {
    const { score } = this.stage;
    const [first] = this.notes;
    if (!score || !first) return false;
    const unit = Math.min(unitAt(score, this.editor.snap, first[0]), score.ticksPerQuarter);
    return this.editor.change((notes) => stretched(notes, steps * unit, unit), "stretch");
  }

  harder(by: number): boolean {
    return this.editor.change((notes) => touched(notes, by), "touch");
  }

  /** Draws the picked notes to the grid, or all of the selected bars, or the whole track. */
  quantise(): void {
    const { score } = this.stage;
    if (!score || !this.editor.editable) return;
    const none = !this.editor.count;
    if (none) this.editor.pickAll();
    this.editor.change(
      (notes) => aligned(score, this.editor.snap, notes, this.editor.share / 100),
      "",
    );
    if (none) this.editor.pick(NONE);
    this.stage.tell(`Quantised to ${this.editor.snap.label}, ${this.editor.share} %.`);
  }

  remove(): boolean {
    const { count } = this.editor;
    const [place] = this.notes;
    if (!this.editor.change(() => [], "")) return false;
    this.editor.pick(NONE);
    const index = place ? this.editor.notes.findIndex((note) => note[0] >= place[0]) : -1;
    if (this.editor.cursor)
      this.editor.cursor = this.editor.notes[index] ?? this.editor.notes.at(-1) ?? null;
    this.stage.tell(`${count} ${count === 1 ? "note" : "notes"} taken out.`);
    return true;
  }

  copy(): boolean {
    const { parts, count } = this.editor;
    if (!count) return false;
    this.clipboard = parts;
    this.stage.tell(`${count} ${count === 1 ? "note" : "notes"} copied.`);
    return true;
  }

  cut(): boolean {
    return this.copy() && this.remove();
  }

  /** Puts what was copied at the playhead: of one player, to the focused one; of several, to each its own. */
  paste(): boolean {
    const { score, player } = this.stage;
    if (!score || !this.clipboard.length) return false;
    const at = snapped(score, this.editor.snap, Math.min(player.tick, endTick(score) - 1), true);
    const [only, ...more] = this.clipboard;
    const parts = only && !more.length ? [{ ...only, track: this.editor.focus }] : this.clipboard;
    return this.editor.put(this.laid(parts, at));
  }

  /** The same once more, right behind. */
  duplicate(): boolean {
    const { score } = this.stage;
    const { parts } = this.editor;
    if (!score || !parts.length) return false;
    return this.editor.put(this.laid(parts, following(score, this.editor.snap, this.notes)));
  }

  /** All that is picked, of the focused player first. */
  private get notes(): Note[] {
    return this.editor.parts.flatMap((part) => part.notes);
  }

  /** Copies with the first of all their notes at `tick`; players who are not here are left out. */
  private laid(parts: readonly Part[], tick: number): Part[] {
    const { score } = this.stage;
    if (!score) return [];
    const first = Math.min(...parts.flatMap((part) => part.notes.map((note) => note[0])));
    return parts
      .filter((part) => part.track < score.tracks.length)
      .map(({ track, notes }) => {
        const own = Math.min(...notes.map((note) => note[0]));
        return { track, notes: pasted(score, notes, tick + own - first) };
      });
  }
}
