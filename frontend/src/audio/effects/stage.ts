/** What every effect is in the graph: a way in, a way out, and settings that may be turned while it sounds. */
import type { Effect, Kind } from "../../score/effects";

export interface Stage<K extends Kind = Kind> {
  readonly input: AudioNode;
  readonly output: AudioNode;
  /** Turns it to other settings of the same kind. */
  set(effect: Effect<K>): void;
  /** Another tempo of the song, in quarters a minute. */
  setTempo?(bpm: number): void;
  /** Ends what would go on by itself. */
  close?(): void;
}

const TURN = 0.02; // s in which a knob comes nearer to where it is turned by two thirds

/** Turns a knob that sounds already, without a crack; one that does not yet is simply put there. */
export function turn(param: AudioParam, value: number, context: BaseAudioContext): void {
  if (context.currentTime === 0) param.value = value;
  else param.setTargetAtTime(value, context.currentTime, TURN);
}

/** A node that always has two sides, whatever is plugged into it. */
export function stereo<N extends AudioNode>(node: N): N {
  node.channelCount = 2;
  node.channelCountMode = "explicit";
  return node;
}

export function gain(context: BaseAudioContext, value = 1): GainNode {
  const node = stereo(context.createGain());
  node.gain.value = value;
  return node;
}

/** A way past the effect and one through it; `mix` is the share of the second. */
export class Blend {
  readonly input: GainNode;
  readonly output: GainNode;
  readonly wet: GainNode;
  private readonly dry: GainNode;

  constructor(private readonly context: BaseAudioContext) {
    this.input = gain(context);
    this.output = gain(context);
    this.wet = gain(context);
    this.dry = gain(context);
    this.input.connect(this.dry).connect(this.output);
    this.wet.connect(this.output);
  }

  set(mix: number): void {
    turn(this.wet.gain, mix, this.context);
    turn(this.dry.gain, 1 - mix, this.context);
  }
}
