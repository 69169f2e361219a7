/** The keyboard on the notes: from one to the next, over to another player, one note more. */
import { following } from "../roll/changes";
import { snapped, unitAt } from "../roll/grid";
import { keyOf, keysOf, toggled } from "../roll/picked";
import { across, along, noteFrom, type Stand } from "../roll/walk";
import { endTick } from "../score/bars";
import type { Note } from "../score/score";
import type { Bench, Changing } from "./changing.svelte";

/** Where notes are changed, and where the music is. */
type Stage = Bench & { readonly player: { readonly tick: number } };

export class Walker {
  constructor(
    private readonly stage: Stage,
    private readonly editor: Changing,
  ) {}

  /** The keyboard goes onto the notes: where it stood, else at the playhead. */
  enter(): void {
    const { score, player } = this.stage;
    if (!score || this.editor.cursor) return;
    const found = noteFrom(score, this.editor.focus, Math.floor(player.tick));
    if (found) this.stand(found);
  }

  /** On or back by so many notes of the same player. */
  walk(steps: number): boolean {
    const { score } = this.stage;
    if (!score || !this.editor.cursor) return false;
    this.stand(along(score, { track: this.editor.focus, note: this.editor.cursor }, steps));
    return true;
  }

  /** Over to the next player's nearest note. */
  stride(direction: -1 | 1): boolean {
    const { score } = this.stage;
    if (!score || !this.editor.cursor) return false;
    this.stand(across(score, { track: this.editor.focus, note: this.editor.cursor }, direction));
    return true;
  }

  private stand({ track, note }: Stand): void {
    this.editor.take(track);
    this.editor.cursor = note;
    this.editor.show(note);
  }

  /** The note under the cursor is what is edited, unless it is one of several that are picked. */
  takeCursor(): boolean {
    if (!this.editor.cursor) return false;
    if (!this.editor.picked.has(keyOf(this.editor.cursor)))
      this.editor.pick(keysOf([this.editor.cursor]));
    return true;
  }

  toggleCursor(): void {
    if (this.editor.cursor) this.editor.pick(toggled(this.editor.picked, this.editor.cursor));
  }

  /** A note more, after the one under the cursor; in an empty track, at the playhead. */
  insert(): void {
    const { score, player } = this.stage;
    if (!score) return;
    const like = this.editor.cursor;
    const at = like
      ? following(score, this.editor.snap, [like])
      : snapped(score, this.editor.snap, player.tick, true);
    if (at >= endTick(score)) {
      this.stage.tell("The song ends here.");
      return;
    }
    const unit = Math.round(unitAt(score, this.editor.snap, at));
    const note: Note = [at, like?.[1] ?? unit, like?.[2] ?? 60, like?.[3] ?? 88];
    if (!this.editor.put([{ track: this.editor.focus, notes: [note] }])) return;
    this.editor.cursor = this.editor.notes.find((one) => keyOf(one) === keyOf(note)) ?? null;
    this.editor.sound(note[2], note[3]);
  }
}
