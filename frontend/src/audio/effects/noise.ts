/** White noise that is the same in every language: each sample is a hash ("lowbias32") of its number. */

/** Between −1 and 1. */
export function noise(count: number, seed: number): Float64Array {
  const out = new Float64Array(count);
  const start = Math.imul(seed, 0x9e3779b9);
  for (let i = 0; i < count; i++) {
    let x = (start + i) >>> 0;
    x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
    x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
    out[i] = ((x ^ (x >>> 16)) >>> 0) / 2 ** 31 - 1;
  }
  return out;
}
