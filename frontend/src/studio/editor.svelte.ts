/** The editor of the roll: its tool, what hand and keyboard do with the notes, what gestures come to. */
import type { Outcome, Tool } from "../roll/gestures/gesture";
import type { Score } from "../score/score";
import { type Bench, Changing } from "./changing.svelte";
import { Hand } from "./hand";
import type { Bars } from "./stand";
import { Walker } from "./walker";

/** What the editor reaches beyond notes: the place of the music, its loop, the selected bars. */
export interface Stage extends Bench {
  selection: Bars | null;
  readonly player: Bench["player"] & { readonly tick: number; seek(tick: number): void };
  readonly deck: { set(score: Score, from: number, to: number): void };
  select(bars: Bars): void;
}

export class Editor extends Changing<Stage> {
  tool = $state<Tool>("select");
  /** Whether the notes of the selected bars are shown as a list. */
  listed = $state(false);
  /** Whether the sheet of keys is open. */
  helped = $state(false);
  lastLength = 0;
  /** What is done to picked notes. */
  readonly hand: Hand;
  /** Goes from note to note by keys. */
  readonly walker: Walker;

  constructor(stage: Stage) {
    super(stage);
    this.hand = new Hand(stage, this);
    this.walker = new Walker(stage, this);
  }

  /** Names the section that begins with a bar, counted from 1; an empty name takes it off. */
  nameSection(bar: number, name: string): void {
    const { history } = this.stage;
    if (!history || !this.editable) return;
    this.attempt(history, () => history.push({ verb: "marker", enabled: true, bar, name }));
  }

  /** Does what a gesture came to. */
  settleGesture(outcome: Outcome): void {
    const { stage } = this;
    if (outcome.focus !== undefined) this.take(outcome.focus);
    if (outcome.length) this.lastLength = outcome.length;
    this.commit([outcome.edit, ...(outcome.edits ?? [])]);
    if (outcome.picked) this.pick(outcome.picked, outcome.beside);
    if (outcome.seek !== undefined) stage.player.seek(outcome.seek);
    if (outcome.loop && stage.score) stage.deck.set(stage.score, ...outcome.loop);
    if (outcome.bars) stage.select({ first: outcome.bars[0], last: outcome.bars[1] });
    else if (outcome.bars === null) stage.selection = null;
  }
}
