/** A limiter that looks ahead: no true peak goes over its ceiling, and no gain jumps. Reckoned as the sound comes. */

export const LOOK = 0.005; // s before a peak in which it is turned down; keys answer later by as much
const RELEASE = 0.08; // s in which two thirds of what was turned down come back
const REACH = 8; // samples on either side that a value between two is made of
const TAPS = 2 * REACH;
const SIZE = 4096; // of the rings; a power of two, more than the delay at any rate
const MASK = SIZE - 1;
const MARGIN = 0.1; // dB; limited sound has other values between its samples than before
/** What the samples around weigh at one, two and three quarters between two; as backend/music/audio/peaks.py. */
const weightsAt = (place: number) =>
  Float64Array.from({ length: TAPS }, (_, tap) => {
    const away = Math.PI * (tap + 1 - REACH - place);
    return (Math.sin(away) / away) * Math.cos(away / (TAPS + 1)) ** 2;
  });
const QUARTER = weightsAt(0.25);
const HALF = weightsAt(0.5);
const THREE_QUARTERS = weightsAt(0.75);

export class Limiting {
  /** Samples between what comes in and what goes out. */
  readonly delay: number;
  private readonly look: number;
  private readonly release: number;
  private ceiling = 1;
  // Twice the ring, written at both places: what lies around a sample is one piece.
  private readonly left = new Float32Array(2 * SIZE);
  private readonly right = new Float32Array(2 * SIZE);
  private readonly gains = new Float64Array(SIZE).fill(1);
  private readonly lows: { at: number; gain: number }[] = []; // rising; the first holds now
  private sum: number;
  private gain = 1;
  private near = 0; // samples for which something loud is within reach
  private at = 0;

  constructor(rate: number, ceiling: number) {
    this.look = Math.round(LOOK * rate);
    this.delay = this.look + REACH;
    this.release = 1 - Math.exp(-1 / (RELEASE * rate));
    this.sum = this.look + 1;
    this.setCeiling(ceiling);
  }

  /** In dB of the true peak. */
  setCeiling(decibels: number): void {
    this.ceiling = 10 ** ((decibels - MARGIN) / 20);
  }

  process(input: readonly Float32Array[], output: readonly Float32Array[]): void {
    const [left, right] = input as [Float32Array, Float32Array];
    const [leftOut, rightOut] = output as [Float32Array, Float32Array];
    for (let i = 0; i < left.length; i++, this.at++) {
      const here = this.at & MASK;
      this.left[here] = this.left[here + SIZE] = left[i] as number;
      this.right[here] = this.right[here + SIZE] = right[i] as number;
      const gain = this.gainOf(this.peak(here + SIZE));
      const there = (this.at - this.delay) & MASK;
      leftOut[i] = (this.left[there] as number) * gain;
      rightOut[i] = (this.right[there] as number) * gain;
    }
  }

  /** How far both sides go from the sample REACH before `here`, the newest, to the next. */
  private peak(here: number): number {
    const { left, right } = this;
    const newest = Math.max(Math.abs(left[here] as number), Math.abs(right[here] as number));
    // Between two samples a signal goes at most a little over twice as far as on them.
    this.near = newest >= this.ceiling / 2 ? TAPS : this.near - 1;
    const place = here - REACH;
    const found = Math.max(Math.abs(left[place] as number), Math.abs(right[place] as number));
    if (this.near <= 0) return found;
    const first = here - TAPS + 1;
    return Math.max(found, between(left, first), between(right, first));
  }

  /**
   * The lowest gain that was needed lately holds, comes back slowly, and is averaged over the time
   * ahead: an average of gains that are all low enough for a peak is low enough for it.
   */
  private gainOf(peak: number): number {
    const { at, look, lows } = this;
    if (peak > this.ceiling) {
      const gain = this.ceiling / peak;
      while (lows.length && (lows.at(-1)?.gain ?? 0) >= gain) lows.pop();
      lows.push({ at, gain });
    }
    while (lows[0] && lows[0].at < at - look) lows.shift();
    const back = this.gain + (1 - this.gain) * this.release;
    this.gain = Math.min(lows[0]?.gain ?? 1, back > 0.99999 ? 1 : back);
    this.sum += this.gain - (this.gains[(at - look - 1) & MASK] as number);
    this.gains[at & MASK] = this.gain;
    return this.sum / (look + 1);
  }
}

/** How far a signal goes at the quarters between the two samples in the middle of TAPS. */
function between(side: Float32Array, first: number): number {
  let [one, two, three] = [0, 0, 0];
  for (let tap = 0; tap < TAPS; tap++) {
    const value = side[first + tap] as number;
    one += (QUARTER[tap] as number) * value;
    two += (HALF[tap] as number) * value;
    three += (THREE_QUARTERS[tap] as number) * value;
  }
  return Math.max(Math.abs(one), Math.abs(two), Math.abs(three));
}
