/** Chorus: each side a little late, by a time that wavers; left and right a quarter wave apart. */
import type { Effect } from "../../score/effects";
import { Blend, type Stage, stereo, turn } from "./stage";

const LATE = 0.012; // s around which the second voice wavers

export class Chorus implements Stage<"chorus"> {
  readonly input: AudioNode;
  readonly output: AudioNode;
  private readonly blend: Blend;
  private readonly waves: OscillatorNode[] = [];
  private readonly depths: GainNode[] = [];

  constructor(
    private readonly context: BaseAudioContext,
    effect: Effect<"chorus">,
  ) {
    this.blend = new Blend(context);
    this.input = this.blend.input;
    this.output = this.blend.output;
    const sides = new ChannelSplitterNode(context, { numberOfOutputs: 2 });
    const together = new ChannelMergerNode(context, { numberOfInputs: 2 });
    stereo(this.blend.input).connect(sides);
    for (const side of [0, 1]) {
      const late = new DelayNode(context, { delayTime: LATE, maxDelayTime: 0.05 });
      // The left begins as a sine, the right as a cosine.
      const [real, imag] = side ? [1, 0] : [0, 1];
      const periodicWave = context.createPeriodicWave([0, real], [0, imag], {
        disableNormalization: true,
      });
      const wave = new OscillatorNode(context, { periodicWave, frequency: effect.rate_hz });
      const depth = context.createGain();
      wave.connect(depth).connect(late.delayTime);
      wave.start();
      sides.connect(late, side).connect(together, 0, side);
      this.waves.push(wave);
      this.depths.push(depth);
    }
    together.connect(this.blend.wet);
    this.set(effect);
  }

  set({ rate_hz, depth_ms, mix }: Effect<"chorus">): void {
    const { context } = this;
    for (const wave of this.waves) turn(wave.frequency, rate_hz, context);
    for (const depth of this.depths) turn(depth.gain, depth_ms / 1000, context);
    this.blend.set(mix);
  }

  close(): void {
    for (const wave of this.waves) wave.stop();
  }
}
