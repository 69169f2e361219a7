/** Shelves below and above, and between them a bell that can be moved. */
import type { Effect } from "../../score/effects";
import { gain, type Stage, turn } from "./stage";

const LOW_SHELF = 120; // Hz
const HIGH_SHELF = 6500;

export class Equaliser implements Stage<"eq"> {
  readonly input: GainNode;
  readonly output: AudioNode;
  private readonly low: BiquadFilterNode;
  private readonly mid: BiquadFilterNode;
  private readonly high: BiquadFilterNode;

  constructor(
    private readonly context: BaseAudioContext,
    effect: Effect<"eq">,
  ) {
    this.input = gain(context);
    this.low = new BiquadFilterNode(context, { type: "lowshelf", frequency: LOW_SHELF });
    this.mid = new BiquadFilterNode(context, { type: "peaking" });
    this.high = new BiquadFilterNode(context, { type: "highshelf", frequency: HIGH_SHELF });
    this.output = this.input.connect(this.low).connect(this.mid).connect(this.high);
    this.set(effect);
  }

  set(effect: Effect<"eq">): void {
    const { context } = this;
    turn(this.low.gain, effect.low_db, context);
    turn(this.mid.gain, effect.mid_db, context);
    turn(this.mid.frequency, effect.mid_hz, context);
    turn(this.mid.Q, effect.mid_q, context);
    turn(this.high.gain, effect.high_db, context);
  }
}
