/** The live waveform: the peaks of the master as they pass, on a tape that moves to the left. */
import { sheetOf } from "./canvas";

export { peak } from "../audio/peak";

const BAR = 3; // CSS pixels from peak to peak
const COLUMN_SECONDS = 0.03; // of sound in one peak
const GAIN = 1.5; // music rarely fills the scale; what is louder is clipped to the box

/** The last peaks, oldest first; what was played longer ago falls off its end. */
export class Tape {
  private readonly kept: number[] = [];
  private began = Number.NEGATIVE_INFINITY;

  constructor(private readonly most = 1000) {}

  get peaks(): readonly number[] {
    return this.kept;
  }

  /** Notes a peak heard at `seconds` of any clock; peaks of one column are merged. */
  push(value: number, seconds: number): void {
    const last = this.kept.length - 1;
    if (seconds - this.began < COLUMN_SECONDS && last >= 0) {
      this.kept[last] = Math.max(this.kept[last] ?? 0, value);
      return;
    }
    this.began = seconds;
    this.kept.push(value);
    if (this.kept.length > this.most) this.kept.shift();
  }
}

/** Draws the newest peaks at the right; silence is a row of dots. */
export function paintWave(canvas: HTMLCanvasElement, tape: Tape, colour: string): void {
  const sheet = sheetOf(canvas);
  if (!sheet) return;
  const { context: pen, width, height } = sheet;
  const count = Math.max(1, Math.floor(width / BAR));
  const { peaks } = tape;
  pen.clearRect(0, 0, width, height);
  pen.fillStyle = colour;
  for (let index = 0; index < count; index++) {
    const value = peaks[peaks.length - count + index] ?? 0;
    const tall = Math.max(1, Math.min(1, value * GAIN) * (height - 4));
    pen.fillRect(index * BAR, (height - tall) / 2, 1.5, tall);
  }
}
