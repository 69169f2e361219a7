/** What the transport is set to: the loop, the metronome and the bar that is counted in. */
import type { Player } from "../audio/player";
import { barIndex, barSpan, barsAt, tickAtBars } from "../score/bars";
import type { Score } from "../score/score";

/** Bars that have gone by at either end; whole numbers where it lies on bar lines. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const LEAST = 1 / 64; // of a bar; handles never meet

export class Deck {
  /** What is repeated; kept while the loop is off. */
  span = $state.raw<Span | null>(null);
  looping = $state(false);
  metronome = $state(false);
  countIn = $state(false);

  constructor(private readonly player: Player) {}

  /** "bars 5–6"; where an end lies within a bar, the bar that it lies in. */
  readonly said = $derived.by(() => {
    if (!this.span) return "";
    const first = Math.floor(this.span.from + 1e-6) + 1;
    const last = Math.max(first, Math.ceil(this.span.to - 1e-6));
    return first === last ? `bar ${first}` : `bars ${first}–${last}`;
  });

  /** Repeats what lies between two ticks of the score. */
  set(score: Score, from: number, to: number): void {
    const low = barsAt(score, Math.min(from, to));
    this.span = { from: low, to: Math.max(low + LEAST, barsAt(score, Math.max(from, to))) };
    this.looping = true;
    this.apply(score);
  }

  /** L: repeats the selected ticks, else what was repeated last, else the bar that sounds. */
  toggle(score: Score, selected: readonly [number, number] | null): void {
    const [from, to] = selected ?? this.kept(score);
    const [was, until] = this.kept(score);
    const same = Math.abs(from - was) < 1 && Math.abs(to - until) < 1;
    if (this.looping && same) this.clear();
    else this.set(score, from, to);
  }

  /** Switches the loop off; its ends stay where they are. */
  clear(): void {
    this.looping = false;
    this.player.setLoop(null);
  }

  /** Another piece is on the stand. */
  forget(): void {
    this.clear();
    this.span = null;
  }

  /** The two ends in ticks of a score: the last loop, or the bar that sounds. */
  kept(score: Score): readonly [number, number] {
    if (!this.span) return barSpan(score, barIndex(score, this.player.tick));
    return [tickAtBars(score, this.span.from), tickAtBars(score, this.span.to)];
  }

  /** The tick at which the loop ends; null while none runs. */
  end(score: Score): number | null {
    return this.looping ? this.kept(score)[1] : null;
  }

  setMetronome(on: boolean): void {
    this.metronome = on;
    this.player.setMetronome(on);
  }

  setCountIn(on: boolean): void {
    this.countIn = on;
    this.player.setCountIn(on);
  }

  private apply(score: Score): void {
    const [from, to] = this.kept(score);
    this.player.setLoop({ from, to });
  }
}
