/** A plucked string after Karplus and Strong: a burst of noise that goes round a delay line. */

const SECONDS = 2.5; // by then a string in the middle of the keyboard has died away
const HALVING = 0.5; // seconds in which a string loses half its height, whatever its pitch

/** Noise from a seed, so that the same string always sounds the same. */
function noise(count: number): Float32Array {
  let state = 0x9e3779b9;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** The samples of one pluck at `frequency` Hz, −1…1. */
export function pluck(frequency: number, rate: number): Float32Array<ArrayBuffer> {
  // The averaging of two neighbours delays by half a sample; the rest of the period is a whole
  // number of samples and a fraction, which an all-pass filter delays (Jaffe and Smith 1983).
  const period = rate / frequency - 0.5;
  const whole = Math.max(1, Math.floor(period - 0.1));
  const rest = period - whole;
  const allPass = (1 - rest) / (1 + rest);
  const loss = 0.5 ** (1 / (HALVING * frequency));
  const line = noise(whole);
  const out = new Float32Array(Math.ceil(SECONDS * rate));
  let [before, filtered, delayed] = [0, 0, 0];
  for (let i = 0; i < out.length; i++) {
    const sample = line[i % whole] ?? 0;
    const smooth = (loss * (sample + before)) / 2;
    before = sample;
    delayed = allPass * (smooth - delayed) + filtered;
    filtered = smooth;
    line[i % whole] = delayed;
    out[i] = sample;
  }
  return fade(out, rate);
}

/** The last fifth dies away to nothing, so that no string ends in a click. */
function fade(samples: Float32Array<ArrayBuffer>, rate: number): Float32Array<ArrayBuffer> {
  const tail = Math.round(0.2 * SECONDS * rate);
  const from = samples.length - tail;
  for (let i = from; i < samples.length; i++)
    samples[i] = (samples[i] ?? 0) * (1 - (i - from) / tail);
  return samples;
}
