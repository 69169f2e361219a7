/** How far samples swing. */

/** The greatest distance from silence in `samples`; above 1 where they would be cut off. */
export function peak(samples: Float32Array): number {
  let found = 0;
  for (const sample of samples) found = Math.max(found, Math.abs(sample));
  return found;
}
