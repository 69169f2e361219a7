/** The energy curve: up to twelve points that a musician moves, and the even samples that are sent. */

/** `x` 0–1 through the piece, `y` 0–100 from quiet and thin to loud and full. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export const MOST_POINTS = 12;
const SAMPLES = 33; // of a curve when it is sent: a sample for every half bar of sixteen
const APART = 0.02; // points keep their order, and so much of the piece between them

const of = (...points: [number, number][]): Point[] => points.map(([x, y]) => ({ x, y }));

export const PRESETS: Readonly<Record<string, readonly Point[]>> = {
  Flat: of([0, 50], [0.5, 50], [1, 50]),
  Arch: of([0, 25], [0.25, 50], [0.6, 90], [0.8, 65], [1, 20]),
  Build: of([0, 15], [0.4, 35], [0.75, 65], [1, 95]),
  Drop: of([0, 30], [0.35, 70], [0.48, 20], [0.52, 95], [1, 85]),
};

/** The height of the curve at `x`: straight lines between the points. */
export function heightAt(points: readonly Point[], x: number): number {
  const next = points.findIndex((point) => point.x >= x);
  const after = points[next];
  const before = points[next - 1];
  if (!after) return points.at(-1)?.y ?? 50;
  if (!before || after.x === before.x) return after.y;
  return before.y + ((x - before.x) / (after.x - before.x)) * (after.y - before.y);
}

/** What is sent: heights evenly spread over the piece. */
export function sampled(points: readonly Point[]): number[] {
  return Array.from({ length: SAMPLES }, (_, index) =>
    Math.round(heightAt(points, index / (SAMPLES - 1))),
  );
}

/** Points for even samples that came from elsewhere, thinned to what can be moved by hand. */
export function pointsOf(heights: readonly number[]): Point[] {
  if (heights.length === 1) return of([0, heights[0] ?? 50], [1, heights[0] ?? 50]);
  const line = heights.map((y, index) => ({ x: index / (heights.length - 1), y }));
  const count = Math.min(MOST_POINTS, heights.length);
  return Array.from({ length: count }, (_, index) => {
    const x = index / (count - 1);
    return { x, y: Math.round(heightAt(line, x)) };
  });
}

/** Moves a point; it stays between its neighbours, and the first and last stay at the ends. */
export function moved(points: readonly Point[], index: number, to: Point): Point[] {
  const low = index === 0 ? 0 : (points[index - 1]?.x ?? 0) + APART;
  const high = index === points.length - 1 ? 1 : (points[index + 1]?.x ?? 1) - APART;
  const ends = index === 0 ? 0 : index === points.length - 1 ? 1 : null;
  const x = ends ?? Math.min(high, Math.max(low, to.x));
  const y = Math.round(Math.min(100, Math.max(0, to.y)));
  return points.map((point, place) => (place === index ? { x, y } : point));
}

/** Adds a point where there is room; the same points otherwise. Says where it is. */
export function added(points: readonly Point[], at: Point): [points: Point[], index: number] {
  const index = points.findIndex((point) => point.x > at.x);
  const near = points.some((point) => Math.abs(point.x - at.x) < APART);
  if (points.length >= MOST_POINTS || near || index < 1) return [[...points], -1];
  const found = [
    ...points.slice(0, index),
    { x: at.x, y: Math.round(at.y) },
    ...points.slice(index),
  ];
  return [found, index];
}

/** Takes a point out; the ends stay. */
export function removed(points: readonly Point[], index: number): Point[] {
  const end = index === 0 || index === points.length - 1;
  return end ? [...points] : points.filter((_, place) => place !== index);
}

const DYNAMICS = ["pp", "p", "mp", "mf", "f", "ff"] as const;

/** A height as a dynamic: pp to ff. */
export function dynamicOf(y: number): string {
  return DYNAMICS[Math.min(5, Math.floor((y / 100) * 6))] ?? "mf";
}
