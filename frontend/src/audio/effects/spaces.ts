/** Rooms that were built: what their walls answer to one clap; as effects/spaces.py. */
import { filter, highpass, lowpass, type Section } from "./biquads";
import type { Sides } from "./network";
import { noise } from "./noise";

type Three = readonly [number, number, number];

interface Box {
  /** Metres. */
  readonly size: Three;
  /** Amplitude that comes back from a wall. */
  readonly walls: number;
  /** Seconds to −60 dB below 400 Hz, in the middle, above 4 kHz. */
  readonly decay: Three;
  /** Energy of the noise over that of the first echoes. */
  readonly late: number;
}

const SPACES: Readonly<Record<string, Box>> = {
  studio: { size: [5.2, 3.9, 2.7], walls: 0.72, decay: [0.45, 0.4, 0.3], late: 0.8 },
  chamber: { size: [12.0, 8.3, 5.1], walls: 0.8, decay: [1.3, 1.2, 0.8], late: 1.5 },
  hall: { size: [38.0, 23.0, 16.0], walls: 0.86, decay: [2.3, 2.1, 1.3], late: 3.0 },
  cathedral: { size: [78.0, 31.0, 27.0], walls: 0.9, decay: [5.2, 4.6, 2.2], late: 6.0 },
};
const ORDERS = [-3, -2, -1, 0, 1, 2, 3]; // walls that an echo has met along each axis
const SOUND = 343; // metres a second
const EARS = 0.2; // metres between them
const [LOW, HIGH] = [400, 4000]; // Hz between low, middle and high

/** Left and right, before any normalisation. */
export function spaceAnswer(space: string, rate: number): Sides {
  const box = SPACES[space];
  if (!box) throw new Error(`There is no space “${space}”.`);
  const frames = Math.ceil(Math.max(...box.decay) * 1.05 * rate);
  const { early, first } = wallsOf(box, rate, frames);
  const late = tail(box, rate, frames, first);
  const [soft, loud] = [1 / strength(early), Math.sqrt(box.late) / strength(late)];
  for (const ear of [0, 1] as const) {
    const [out, behind] = [early[ear], late[ear]];
    for (let i = 0; i < frames; i++) {
      out[i] = (out[i] as number) * soft + (behind[i] as number) * loud;
    }
  }
  return early;
}

/** The root of all energy. */
export function strength(sides: Sides): number {
  return Math.sqrt(sides.reduce((sum, side) => side.reduce((all, x) => all + x * x, sum), 0));
}

const distance = (a: readonly number[], b: readonly number[]) =>
  Math.hypot(...a.map((x, i) => x - (b[i] ?? 0)));

/** How often an echo has met the walls along each axis, but for the sound that met none. */
function* orders(): Generator<Three> {
  for (const i of ORDERS) {
    for (const j of ORDERS) for (const k of ORDERS) if (i || j || k) yield [i, j, k];
  }
}

/** The echoes of the walls without the direct sound, and the frame of the first of them. */
function wallsOf({ size, walls }: Box, rate: number, frames: number) {
  const early: Sides = [new Float64Array(frames), new Float64Array(frames)];
  const [x, y, z] = size;
  const source: Three = [0.31 * x, 0.42 * y, 0.4 * z];
  const listener: Three = [0.68 * x, 0.53 * y, 0.37 * z];
  const direct = distance(source, listener);
  let first = frames;
  for (const order of orders()) {
    const met = order.reduce((sum, n) => sum + Math.abs(n), 0);
    const place = order.map((n, axis) => {
      const [side, at] = [size[axis] ?? 0, source[axis] ?? 0];
      return n * side + (n % 2 === 0 ? at : side - at);
    });
    for (const ear of [0, 1] as const) {
      const aside = listener[1] + (ear - 0.5) * EARS;
      const way = distance(place, [listener[0], aside, listener[2]]);
      const frame = Math.floor(((way - direct) / SOUND) * rate + 0.5);
      if (frame < 0 || frame >= frames) continue;
      const shade = 1 + (0.5 * (2 * ear - 1) * ((place[1] ?? 0) - aside)) / way;
      const out = early[ear];
      out[frame] = (out[frame] as number) + (shade * walls ** met * direct) / way;
      first = Math.min(first, frame);
    }
  }
  return { early, first };
}

/** Noise that sets in with the first echo and swells for as long as that took. */
function tail({ decay }: Box, rate: number, frames: number, first: number): Sides {
  const bands: readonly (readonly Section[])[] = [
    [lowpass(LOW, rate)],
    [highpass(LOW, rate), lowpass(HIGH, rate)],
    [highpass(HIGH, rate)],
  ];
  const out: Sides = [new Float64Array(frames), new Float64Array(frames)];
  for (const ear of [0, 1] as const) {
    const side = out[ear];
    bands.forEach((sections, number) => {
      const white = noise(frames, 1 + 2 * number + ear);
      for (const section of sections) filter(white, section);
      const dying = -Math.log(1000) / (rate * (decay[number] ?? 1));
      for (let i = 0; i < frames; i++) {
        const swell = Math.min(Math.max((i - first) / (first + 0.02 * rate), 0), 1);
        side[i] = (side[i] as number) + (white[i] as number) * Math.exp(dying * i) * swell;
      }
    });
  }
  return out;
}
