/** A compressor: both sides turned down together by what the louder of them is over a threshold. */
import type { Effect } from "../../score/effects";
import { loadWorklet } from "../worklets";
import module from "./compressor.worklet.ts?worker&url";
import { gain, type Stage } from "./stage";

export class Compressor implements Stage<"compressor"> {
  readonly input: GainNode;
  readonly output: GainNode;
  /** Ends when it works. */
  readonly ready: Promise<void>;
  private worklet: AudioWorkletNode | null = null;
  private closed = false;

  constructor(
    private readonly context: BaseAudioContext,
    private effect: Effect<"compressor">,
  ) {
    this.input = gain(context);
    this.output = gain(context);
    this.input.connect(this.output);
    this.ready = loadWorklet(context, module).then(() => this.begin());
    this.ready.catch(reportError); // an old browser plays without it
  }

  set(effect: Effect<"compressor">): void {
    this.effect = effect;
    this.worklet?.port.postMessage({ ...effect });
  }

  close(): void {
    this.closed = true;
    this.worklet?.port.postMessage(null);
  }

  private begin(): void {
    if (this.closed) return;
    this.worklet = new AudioWorkletNode(this.context, "compressor", {
      channelCount: 2,
      channelCountMode: "explicit",
      outputChannelCount: [2],
      processorOptions: { ...this.effect },
    });
    this.input.disconnect();
    this.input.connect(this.worklet).connect(this.output);
  }
}
