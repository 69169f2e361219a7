/** What turns a player's sound while it plays: pedal, bends, volume, place, as a rendering hears them. */
import type { Score, Track } from "../score/score";

/** One turn: `kind` is the number of a control, or BEND, or PARAMETER and what follows it. */
export interface Change {
  readonly tick: number;
  readonly track: number;
  readonly kind: number;
  /** 0–127; of a bend −8192 to 8191. */
  readonly value: number;
}

export const VOLUME = 7;
export const PAN = 10;
export const EXPRESSION = 11;
export const PEDAL = 64;
export const BEND = 128;
/** The registered parameters: how far bends go in semitones, fine tuning, coarse tuning. */
export const PARAMETER = 129;
const PARAMETERS = 3;

const MODULATION = 1;
const DATA = 6;
const RESET = 121;
/** Those that FluidSynth and the page's SoundFont player understand alike. */
const HEARD = new Set([MODULATION, VOLUME, PAN, EXPRESSION, PEDAL, 91, 93]);
/** What “reset all controllers” lets go. */
const LET_GO = [MODULATION, EXPRESSION, PEDAL, BEND];
const USUAL = new Map([
  [VOLUME, 100],
  [PAN, 64],
  [EXPRESSION, 127],
  [PARAMETER, 2],
  [PARAMETER + 1, 64],
  [PARAMETER + 2, 64],
]);

/** What a player takes for a kind that was never sent. */
export const usualOf = (kind: number) => USUAL.get(kind) ?? 0;

/** Says which track and kind: of one the last value holds. */
export const keyOf = ({ track, kind }: Pick<Change, "track" | "kind">) => `${track} ${kind}`;

export class Changes {
  private constructor(private readonly all: readonly Change[]) {}

  static of(score: Pick<Score, "tracks">): Changes {
    const all = score.tracks.flatMap((track, index) => changesOf(track, index));
    return new Changes(all.sort((a, b) => a.tick - b.tick)); // stable: of two at once the later holds
  }

  /** Those with from ≤ tick < to, in order. */
  between(from: number, to: number): readonly Change[] {
    return this.all.slice(this.firstFrom(from), this.firstFrom(to));
  }

  /** What holds when the music goes on from `tick`: one for each kind that a track ever turns. */
  before(tick: number): Change[] {
    const held = new Map<string, Change>();
    for (const change of this.all) {
      if (change.tick < tick) held.set(keyOf(change), change);
      else if (!held.has(keyOf(change)))
        held.set(keyOf(change), { ...change, value: usualOf(change.kind) });
    }
    return [...held.values()];
  }

  private firstFrom(tick: number): number {
    let [low, high] = [0, this.all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.all[middle] as Change).tick < tick) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function changesOf({ controls, bends }: Track, track: number): Change[] {
  const found: Change[] = bends.map(([tick, value]) => ({ tick, track, kind: BEND, value }));
  const chosen = new Chosen();
  for (const [tick, number, value] of controls) {
    const turn = (kind: number, to: number) => found.push({ tick, track, kind, value: to });
    if (HEARD.has(number)) turn(number, value);
    else if (number === DATA && chosen.kind !== null) turn(chosen.kind, value);
    else if (number === RESET) for (const kind of LET_GO) turn(kind, usualOf(kind));
    else chosen.take(number, value);
  }
  return found;
}

/** The parameter that data entries are for: it is chosen by controls of its own. */
class Chosen {
  private readonly values = new Map<number, number>();
  private registered = false; // else one of the maker's, which nobody else knows

  take(number: number, value: number): void {
    if (number < 98 || number > 101) return;
    this.values.set(number, value);
    this.registered = number >= 100;
  }

  get kind(): number | null {
    const low = this.values.get(100) ?? 127;
    const known = this.registered && this.values.get(101) === 0 && low < PARAMETERS;
    return known ? PARAMETER + low : null;
  }
}
