/** Echoes: two lines that feed themselves or each other through a low-pass, as long as a note of the tempo. */
import { type Effect, QUARTERS } from "../../score/effects";
import { FLAT_DB } from "./biquads";
import { Blend, type Stage, turn } from "./stage";

const LONGEST = 6; // s; a half note at 20 quarters a minute
const GLIDE = 0.1; // s in which a line comes nearer to a new tempo by two thirds

export class Delay implements Stage<"delay"> {
  readonly input: AudioNode;
  readonly output: AudioNode;
  private readonly blend: Blend;
  private readonly lines: DelayNode[] = [];
  private readonly tones: BiquadFilterNode[] = [];
  private readonly into: readonly GainNode[]; // from each side to each line
  private readonly back: readonly GainNode[]; // from each line's end to each line

  constructor(
    private readonly context: BaseAudioContext,
    private effect: Effect<"delay">,
    private bpm: number,
  ) {
    this.blend = new Blend(context);
    this.input = this.blend.input;
    this.output = this.blend.output;
    const sides = new ChannelSplitterNode(context, { numberOfOutputs: 2 });
    const together = new ChannelMergerNode(context, { numberOfInputs: 2 });
    this.blend.input.connect(sides);
    for (const line of [0, 1]) {
      const late = new DelayNode(context, { delayTime: this.seconds, maxDelayTime: LONGEST });
      const tone = new BiquadFilterNode(context, { type: "lowpass", Q: FLAT_DB });
      late.connect(tone).connect(together, 0, line);
      this.lines.push(late);
      this.tones.push(tone);
    }
    this.into = this.knobs((side, knob) => sides.connect(knob, side));
    this.back = this.knobs((line, knob) => this.tones[line]?.connect(knob));
    together.connect(this.blend.wet);
    this.set(effect);
  }

  set(effect: Effect<"delay">): void {
    const { context } = this;
    const moved = effect.note !== this.effect.note;
    this.effect = effect;
    const { feedback, ping_pong } = effect;
    // What both sides play goes left, then right, then left …, or each side stays by itself.
    const into = ping_pong ? [0.5, 0, 0.5, 0] : [1, 0, 0, 1];
    const back = ping_pong ? [0, feedback, feedback, 0] : [feedback, 0, 0, feedback];
    for (const [i, knob] of this.into.entries()) turn(knob.gain, into[i] ?? 0, context);
    for (const [i, knob] of this.back.entries()) turn(knob.gain, back[i] ?? 0, context);
    for (const tone of this.tones) turn(tone.frequency, effect.tone_hz, context);
    this.blend.set(effect.mix);
    if (moved) this.glide();
  }

  setTempo(bpm: number): void {
    if (bpm === this.bpm) return;
    this.bpm = bpm;
    this.glide();
  }

  private get seconds(): number {
    return Math.min(((QUARTERS[this.effect.note] ?? 1) * 60) / this.bpm, LONGEST);
  }

  private glide(): void {
    const now = this.context.currentTime;
    for (const line of this.lines) line.delayTime.setTargetAtTime(this.seconds, now, GLIDE);
  }

  /** A knob from each of two places to each line. */
  private knobs(plug: (from: number, knob: GainNode) => void): GainNode[] {
    return [0, 1].flatMap((from) =>
      this.lines.map((line) => {
        const knob = this.context.createGain();
        plug(from, knob);
        knob.connect(line);
        return knob;
      }),
    );
  }
}
