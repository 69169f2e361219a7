/** The compressor's own reckoning, sample by sample, in the thread of the sound; as effects/compressor.py. */
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: unknown): void;

export interface Settings {
  readonly threshold_db: number;
  readonly ratio: number;
  readonly attack_ms: number;
  readonly release_ms: number;
  readonly makeup_db: number;
}

const KNEE = 6; // dB around the threshold over which it sets in

class Compressor extends AudioWorkletProcessor {
  private settings: Settings;
  private down = 0; // dB by which it is turned down
  private open = true;

  constructor(options: { processorOptions: Settings }) {
    super();
    this.settings = options.processorOptions;
    this.port.onmessage = ({ data }: MessageEvent<Settings | null>) => {
      if (data) this.settings = data;
      else this.open = false;
    };
  }

  process([input]: Float32Array[][], [output]: Float32Array[][]): boolean {
    const { threshold_db, ratio, attack_ms, release_ms, makeup_db } = this.settings;
    const [left, right] = input ?? [];
    const [leftOut, rightOut] = output ?? [];
    if (!left || !right || !leftOut || !rightOut) return this.open;
    const slope = 1 - 1 / ratio;
    const attack = 1 - Math.exp(-1000 / (attack_ms * sampleRate));
    const release = 1 - Math.exp(-1000 / (release_ms * sampleRate));
    let { down } = this;
    for (let i = 0; i < left.length; i++) {
      const [l, r] = [left[i] as number, right[i] as number];
      const loudest = Math.max(Math.abs(l), Math.abs(r), 1e-6);
      const over = 20 * Math.log10(loudest) - threshold_db;
      let wanted = 0;
      if (over >= KNEE / 2) wanted = slope * over;
      else if (over > -KNEE / 2) wanted = (slope * (over + KNEE / 2) ** 2) / (2 * KNEE);
      down += (wanted - down) * (wanted > down ? attack : release);
      const gain = 10 ** ((makeup_db - down) / 20);
      leftOut[i] = l * gain;
      rightOut[i] = r * gain;
    }
    this.down = down;
    return this.open;
  }
}

registerProcessor("compressor", Compressor);
