/** A chain of effects in the graph: plugged anew when another effect comes, else only turned. */
import type { Chain, Effect } from "../../score/effects";
import { Chorus } from "./chorus";
import { Compressor } from "./compressor";
import { Delay } from "./delay";
import { Drive } from "./drive";
import { Equaliser } from "./eq";
import { Room } from "./room";
import { gain, type Stage } from "./stage";

function stageOf(context: BaseAudioContext, effect: Effect, bpm: number): Stage {
  switch (effect.kind) {
    case "eq":
      return new Equaliser(context, effect) as Stage;
    case "compressor":
      return new Compressor(context, effect) as Stage;
    case "drive":
      return new Drive(context, effect) as Stage;
    case "chorus":
      return new Chorus(context, effect) as Stage;
    case "delay":
      return new Delay(context, effect, bpm) as Stage;
    default:
      return new Room(context, effect) as Stage;
  }
}

export class Line {
  readonly input: GainNode;
  readonly output: GainNode;
  private stages: readonly Stage[] = [];
  private kinds = "";
  private chain: Chain = [];
  private bpm = 120;

  /**
   * `level` brings sound to the level that the same players have in a rendering, for what an effect
   * does may hang on it; it is taken back behind the last one.
   */
  constructor(
    private readonly context: BaseAudioContext,
    level = 1,
  ) {
    this.input = gain(context, level);
    this.output = gain(context, 1 / level);
    this.input.connect(this.output);
  }

  /** Ends when all effects work: a compressor has to be loaded first. */
  get ready(): Promise<unknown> {
    return Promise.all(this.stages.map((stage) => ("ready" in stage ? stage.ready : null)));
  }

  set(chain: Chain): void {
    if (chain === this.chain) return;
    this.chain = chain;
    const heard = chain.filter((effect) => effect.on);
    const kinds = heard.map((effect) => effect.kind).join();
    if (kinds === this.kinds) {
      for (const [i, effect] of heard.entries()) this.stages[i]?.set(effect);
      return;
    }
    this.kinds = kinds;
    const before = this.stages;
    this.stages = heard.map((effect) => stageOf(this.context, effect, this.bpm));
    this.input.disconnect();
    let last: AudioNode = this.input;
    for (const stage of this.stages) {
      last.connect(stage.input);
      last = stage.output;
    }
    last.connect(this.output);
    for (const stage of before) {
      stage.output.disconnect();
      stage.close?.();
    }
  }

  /** Quarters a minute, as they are heard. */
  setTempo(bpm: number): void {
    if (bpm === this.bpm) return;
    this.bpm = bpm;
    for (const stage of this.stages) stage.setTempo?.(bpm);
  }
}
