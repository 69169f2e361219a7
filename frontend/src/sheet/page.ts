/** A score as the server engraved it for one width: a drawing a system, and the bars in each. */

import { type Check, integer, list, record, string, ValidationError } from "../lib/check";
import type { Score } from "../score/score";

export interface System extends Record<string, unknown> {
  /** Its first bar, counted from 0, and how many it has. */
  readonly first: number;
  readonly bars: number;
  /** In the units of the page's width. */
  readonly height: number;
  /** An SVG document. */
  readonly svg: string;
}

export interface Page extends Record<string, unknown> {
  readonly width: number;
  readonly systems: readonly System[];
}

const parseSystem = record<System>({
  first: integer(0),
  bars: integer(0),
  height: integer(1),
  svg: string,
});
const parts = record<{ width: number; systems: System[] }>({
  width: integer(1),
  systems: list(parseSystem),
});

export const parsePage: Check<Page> = (value, path) => {
  const page = parts(value, path);
  let next = 0;
  page.systems.forEach(({ first, bars }, index) => {
    if (first !== next)
      throw new ValidationError(`${path}.systems[${index}].first`, `bar ${next}`, first);
    next += bars;
  });
  return page;
};

/** Whether two pages are drawn alike. */
export function samePage(one: Page, other: Page): boolean {
  return (
    one.width === other.width &&
    one.systems.length === other.systems.length &&
    one.systems.every(({ svg }, index) => svg === other.systems[index]?.svg)
  );
}

/** The widths that the server engraves for: CSS pixels at full size. */
export const WIDTHS = [280, 350, 440, 550, 690, 860, 1080, 1350, 1690] as const;

/** The width that fills `room` pixels at a zoom of `percent`, as nearly as there is one. */
export function widthFor(room: number, percent: number): number {
  const wanted = (Math.max(room, 1) * 100) / percent;
  const off = (width: number) => Math.abs(Math.log(width / wanted));
  return WIDTHS.reduce((best, width) => (off(width) < off(best) ? width : best));
}

/** The place in `systems` of the one that holds a bar; the last one beyond the end. */
export function systemOf(page: Page, bar: number): number {
  const found = page.systems.findIndex(({ first, bars }) => bar < first + bars);
  return found < 0 ? page.systems.length - 1 : found;
}

/** Where each system begins when they are drawn `room` pixels wide, and where the last ends. */
export function topsOf(page: Page, room: number): number[] {
  const tops = [0];
  for (const { height } of page.systems) {
    tops.push((tops.at(-1) ?? 0) + Math.ceil((height * room) / page.width));
  }
  return tops;
}

/** How many staves a score is written on: keyboards mostly take two. */
export function stavesOf(score: Pick<Score, "tracks">): number {
  const played = score.tracks.filter((track) => track.notes.length);
  return played.reduce((sum, { isDrum, program }) => sum + (!isDrum && program < 8 ? 2 : 1), 0);
}

const STAFF = 76; // CSS pixels that a staff takes at full size, with the room above it
const HEAD = 60; // for chords, tempo and edges

/** The largest zoom up to 100 % at which a system of so many staves is seen whole; else the least. */
export function zoomFor(staves: number, height: number, zooms: readonly number[]): number {
  const fits = zooms.filter(
    (zoom) => zoom <= 100 && (staves * STAFF + HEAD) * zoom <= height * 100,
  );
  return Math.max(...fits, Math.min(...zooms.filter((zoom) => zoom >= 67)));
}
