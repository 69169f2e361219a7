/** A score as the server engraved it for one width: a drawing a system, and the bars in each. */
import { type Check, integer, list, record, string, ValidationError } from "../lib/check";

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
