/** The master's limiter in the thread of the sound. */
import { Limiting } from "./limiting";

declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: unknown): void;

class Limiter extends AudioWorkletProcessor {
  private readonly limiting: Limiting;

  constructor({ processorOptions }: { processorOptions: { ceiling: number } }) {
    super();
    this.limiting = new Limiting(sampleRate, processorOptions.ceiling);
    this.port.onmessage = ({ data }: MessageEvent<number>) => this.limiting.setCeiling(data);
  }

  process([input]: Float32Array[][], [output]: Float32Array[][]): boolean {
    if (input?.length === 2 && output?.length === 2) this.limiting.process(input, output);
    return true;
  }
}

registerProcessor("limiter", Limiter);
