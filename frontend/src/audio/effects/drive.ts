/** Drive: a curve that bends peaks over, at four times the rate: no overtone folds back. */
import type { Effect } from "../../score/effects";
import { FLAT_DB } from "./biquads";
import { gain, type Stage, turn } from "./stage";

const EVEN = 0.25; // an amplitude that comes out as loud as it went in
const RANGE = 8; // amplitudes up to here are bent; a shaper's curve goes from −1 to 1
const POINTS = 65_537;

/** The hyperbolic tangent over −RANGE … RANGE. */
function curve(drive: number): Float32Array<ArrayBuffer> {
  const points = new Float32Array(POINTS);
  for (let i = 0; i < POINTS; i++) {
    points[i] = Math.tanh(drive * RANGE * ((2 * i) / (POINTS - 1) - 1));
  }
  return points;
}

export class Drive implements Stage<"drive"> {
  readonly input: GainNode;
  readonly output: GainNode;
  private readonly shaper: WaveShaperNode;
  private readonly tone: BiquadFilterNode;
  private drive = Number.NaN;

  constructor(
    private readonly context: BaseAudioContext,
    effect: Effect<"drive">,
  ) {
    this.input = gain(context, 1 / RANGE);
    this.shaper = new WaveShaperNode(context, { oversample: "4x" });
    this.tone = new BiquadFilterNode(context, { type: "lowpass", Q: FLAT_DB });
    this.output = gain(context);
    this.input.connect(this.shaper).connect(this.tone).connect(this.output);
    this.set(effect);
  }

  set({ drive_db, tone_hz, level_db }: Effect<"drive">): void {
    const drive = 10 ** (drive_db / 20);
    if (drive !== this.drive) {
      this.shaper.curve = null; // a curve is set once only
      this.shaper.curve = curve(drive);
    }
    this.drive = drive;
    turn(this.tone.frequency, tone_hz, this.context);
    turn(this.output.gain, (10 ** (level_db / 20) * EVEN) / Math.tanh(drive * EVEN), this.context);
  }
}
