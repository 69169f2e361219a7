/** Reverb: sound convolved with what a room answers to one clap. */
import type { Effect } from "../../score/effects";
import { networkAnswer } from "./network";
import { spaceAnswer, strength } from "./spaces";
import { Blend, type Stage } from "./stage";

type Reverb = Effect<"reverb" | "convolution">;

const KEPT = 16; // answers; players often share a room
const REST = 150; // ms after the last turn of a knob until the room is reckoned anew
const answers = new Map<string, AudioBuffer>();

const nameOf = (effect: Reverb, rate: number) =>
  JSON.stringify({ ...effect, mix: 1, on: true, rate });

/** A room's answer, as strong as the clap itself. */
function clap(effect: Reverb, rate: number): AudioBuffer {
  const name = nameOf(effect, rate);
  const known = answers.get(name);
  if (known) return known;
  const sides =
    effect.kind === "reverb" ? networkAnswer(effect, rate) : spaceAnswer(effect.space, rate);
  const scale = Math.SQRT2 / strength(sides);
  const length = sides[0].length;
  const buffer = new AudioBuffer({ numberOfChannels: 2, length, sampleRate: rate });
  sides.forEach((side, index) => {
    buffer.copyToChannel(
      Float32Array.from(side, (x) => x * scale),
      index,
    );
  });
  const [oldest] = answers.keys();
  if (answers.size >= KEPT && oldest) answers.delete(oldest);
  answers.set(name, buffer);
  return buffer;
}

export class Room implements Stage<"reverb" | "convolution"> {
  readonly input: AudioNode;
  readonly output: AudioNode;
  private readonly blend: Blend;
  private readonly convolver: ConvolverNode;
  private name: string;
  private later: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly context: BaseAudioContext,
    effect: Reverb,
  ) {
    this.blend = new Blend(context);
    this.input = this.blend.input;
    this.output = this.blend.output;
    const { sampleRate } = context;
    this.name = nameOf(effect, sampleRate);
    const buffer = clap(effect, sampleRate);
    this.convolver = new ConvolverNode(context, { disableNormalization: true, buffer });
    this.blend.input.connect(this.convolver).connect(this.blend.wet);
    this.blend.set(effect.mix);
  }

  set(effect: Reverb): void {
    const { sampleRate } = this.context;
    this.blend.set(effect.mix);
    const name = nameOf(effect, sampleRate);
    if (name === this.name) return;
    this.name = name;
    clearTimeout(this.later);
    this.later = setTimeout(() => {
      this.convolver.buffer = clap(effect, sampleRate);
    }, REST);
  }

  close(): void {
    clearTimeout(this.later);
  }
}
