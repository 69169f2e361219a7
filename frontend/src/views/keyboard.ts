/** A piano keyboard over a width: where each key lies, black ones between the white. */
import { isBlack } from "../roll/geometry";

const BLACK_WIDTH = 0.62; // of a white key

export interface Key {
  readonly pitch: number;
  readonly black: boolean;
  /** Left edge and width in pixels. */
  readonly x: number;
  readonly width: number;
}

/** Widens a range of pitches to whole octaves, at least two of them. */
export function octavesOf(low: number, high: number): readonly [number, number] {
  const from = Math.max(0, Math.floor(low / 12) * 12);
  const to = Math.min(127, Math.max(from + 24, Math.ceil((high + 1) / 12) * 12) - 1);
  return [from, to];
}

/** The keys from `low` to `high`, over `width` pixels; `low` is a C. */
export function keysOf(low: number, high: number, width: number): Key[] {
  const pitches = Array.from({ length: high - low + 1 }, (_, index) => low + index);
  const whites = pitches.filter((pitch) => !isBlack(pitch)).length;
  const white = width / whites;
  let edge = 0;
  return pitches.map((pitch) => {
    if (isBlack(pitch)) {
      const narrow = white * BLACK_WIDTH;
      return { pitch, black: true, x: edge - narrow / 2, width: narrow };
    }
    const key = { pitch, black: false, x: edge, width: white };
    edge += white;
    return key;
  });
}
