/** What can be measured of the sound: levels, waves and spectra, and when something is heard. */
import type { AudioGraph, Spectrum } from "./graph";
import { SILENCE } from "./loudness";

const NO_WAVE = new Float32Array();
const NO_SPECTRUM: Spectrum = { decibels: new Float32Array(), rate: 48_000 };

export abstract class Heard {
  /** null until the audio is open; everything is silent then. */
  protected graph: AudioGraph | null = null;
  protected players = 0;

  /** Root mean square of what is heard, 0–1. */
  get level(): number {
    return this.graph?.level ?? 0;
  }

  get wave(): Float32Array {
    return this.graph?.wave ?? NO_WAVE;
  }

  /** What is heard just now by frequency: decibels from 0 Hz to half of `rate`. */
  spectrum(): Spectrum {
    return this.graph?.spectrum() ?? NO_SPECTRUM;
  }

  /** The greatest amplitude of each player in the last moments, 1 at full scale. */
  peaks(): number[] {
    const { graph } = this;
    return Array.from({ length: this.players }, (_, track) => graph?.strip(track).peak ?? 0);
  }

  /** The same of the master, before its limiter. */
  get peak(): number {
    return this.graph?.peak ?? 0;
  }

  /** How loud it has been since it began to play, in LUFS; SILENCE before. */
  get loudness(): number {
    return this.graph?.gauge.lufs ?? SILENCE;
  }

  /** When a moment of the audio clock is heard, in milliseconds of the page's clock. */
  millisecondsAt(seconds: number): number {
    const { graph } = this;
    if (!graph) return performance.now();
    return performance.now() + (seconds - graph.now() + graph.latency) * 1000;
  }
}
