/** What a strength means, in words, by the bands the engine works in. */

const BANDS = [
  [0, "the song as it came"],
  [34, "tune, chords and bass stay; drums and groove are new"],
  [67, "the tune stays; the band around it is new"],
  [100, "the tune stays as locked; harmony and band are new"],
] as const;

/** `strength` 0–100. */
export function meaning(strength: number): string {
  return (BANDS.find(([up]) => strength <= up) ?? BANDS[3])[1];
}
