/** The live waveform: the last moments of the master as a mirrored line of bars. */
import { sheetOf } from "./canvas";
import { readColours } from "./colours";

const BAR = 3; // CSS pixels from bar to bar
const GAIN = 1.6; // music rarely fills the scale; loud peaks are clipped to the box

/** The peak of each of `count` equal stretches of `samples`, 0–1. */
export function peaks(samples: Float32Array, count: number): number[] {
  const span = samples.length / count;
  return Array.from({ length: count }, (_, index) => {
    let peak = 0;
    for (let i = Math.floor(index * span); i < Math.floor((index + 1) * span); i++) {
      peak = Math.max(peak, Math.abs(samples[i] ?? 0));
    }
    return Math.min(1, peak);
  });
}

export function paintWave(canvas: HTMLCanvasElement, samples: Float32Array): void {
  const sheet = sheetOf(canvas);
  if (!sheet) return;
  const { context: pen, width, height } = sheet;
  const count = Math.max(1, Math.floor(width / BAR));
  pen.clearRect(0, 0, width, height);
  pen.fillStyle = readColours(canvas).ink2;
  const found = samples.length ? peaks(samples, count) : new Array<number>(count).fill(0);
  found.forEach((peak, index) => {
    const tall = Math.max(1, Math.min(1, peak * GAIN) * (height - 4));
    pen.fillRect(index * BAR, (height - tall) / 2, 1.5, tall);
  });
}
