/** Random numbers that are the same on the server: mulberry32, by Tommy Ettinger. */

const STEP = 0x6d2b79f5;
const TRACK = 0x9e3779b9; // parts the sequences of the tracks of one seed
const ALL = 2 ** 32;

/** Draws whole numbers from 0 to 2³² − 1, one at a call. */
export function drawer(seed: number, track: number): () => number {
  let state = (seed + Math.imul(track, TRACK)) | 0;
  return () => {
    state = (state + STEP) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** A whole number from −most to most, those near 0 the likeliest, out of two draws. */
export function spread(draw: () => number, most: number): number {
  const up = Math.floor((draw() * (most + 1)) / ALL);
  return up - Math.floor((draw() * (most + 1)) / ALL);
}
