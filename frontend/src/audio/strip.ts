/** One player's way to the master: level, place between left and right, effects, and a meter. */
import { Gain, Panner } from "tone";
import { Line } from "./effects/chain";
import { peak } from "./peak";

const POINTS = 2048; // 43 ms at 48 kHz: a page that draws 30 times a second misses no peak
const RAMP = 0.02; // s; at once to the ear, without a crack

export class Strip {
  /** Where drums and synths are plugged in. */
  readonly input = new Gain(1);
  /** What is measured; the SoundFont's channel is plugged in here, for it sets its own level. */
  readonly meter: AnalyserNode;
  /** Its effects; the SoundFont's channel is plugged in here as well. */
  readonly line: Line;
  private readonly panner: Panner;
  private readonly samples = new Float32Array(POINTS);

  /** A recording keeps its two `sides`; Tone's panner makes one of them unless it is told. */
  constructor(destination: Gain, sides: 1 | 2 = 1) {
    this.panner = new Panner({ pan: 0, channelCount: sides });
    const context = this.input.context.rawContext as unknown as BaseAudioContext;
    this.meter = context.createAnalyser();
    this.meter.fftSize = POINTS;
    // Players are as loud here as in a rendering, measured within a decibel with the same SoundFont.
    this.line = new Line(context);
    this.input.chain(this.panner, this.line.input);
    this.line.output.connect(destination.input as AudioNode);
    this.input.connect(this.meter);
  }

  /** `gain` is a factor, `pan` goes from −1 to 1; from `time` on, or now. */
  set(gain: number, pan: number, time?: number): void {
    this.input.gain.rampTo(gain, RAMP, time);
    this.panner.pan.rampTo(pan, RAMP, time);
  }

  /** The greatest amplitude of the last moments. */
  get peak(): number {
    this.meter.getFloatTimeDomainData(this.samples);
    return peak(this.samples);
  }
}
