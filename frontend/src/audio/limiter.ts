/** The last thing before the loudspeaker: no true peak over the ceiling, as in a rendering. */
import module from "./limiter.worklet.ts?worker&url";
import { LOOK } from "./limiting";
import { loadWorklet } from "./worklets";

export class Limiter {
  readonly input: GainNode;
  readonly output: GainNode;
  /** Ends when it holds; until then, and where there are no worklets, the browser's own does what it can. */
  readonly ready: Promise<void>;
  private readonly own: DynamicsCompressorNode;
  private worklet: AudioWorkletNode | null = null;

  constructor(
    private readonly context: BaseAudioContext,
    private ceiling: number,
  ) {
    const wide = { channelCount: 2, channelCountMode: "explicit" } as const;
    this.input = new GainNode(context, wide);
    this.output = new GainNode(context, wide);
    const settings = { threshold: ceiling, knee: 0, ratio: 20, attack: 0.003, release: 0.01 };
    this.own = new DynamicsCompressorNode(context, { ...settings, ...wide });
    this.input.connect(this.own).connect(this.output);
    this.ready = loadWorklet(context, module).then(() => this.begin());
    this.ready.catch(reportError);
  }

  /** Seconds by which sound comes out later. */
  get latency(): number {
    return this.worklet ? LOOK : 0;
  }

  /** In dBTP. */
  set(ceiling: number): void {
    this.ceiling = ceiling;
    this.own.threshold.value = ceiling;
    this.worklet?.port.postMessage(ceiling);
  }

  private begin(): void {
    this.worklet = new AudioWorkletNode(this.context, "limiter", {
      channelCount: 2,
      channelCountMode: "explicit",
      outputChannelCount: [2],
      processorOptions: { ceiling: this.ceiling },
    });
    this.input.disconnect();
    this.input.connect(this.worklet).connect(this.output);
  }
}
