/** Where the names of sections stand on the ruler: never one over another. */
import type { Section } from "../score/sections";
import { type View, xOfTick } from "./geometry";

export interface Tag {
  readonly section: Section;
  /** Pixels from the right edge of the keys, and how many are free from there on. */
  readonly x: number;
  readonly room: number;
  /** Whether it stands where the section begins; else that lies before the left edge. */
  readonly begins: boolean;
}

/** Pixels from its line to a name: clear of the bar line. */
export const CLEAR = 3;
const FRAME = 10; // pixels: what stands around a name
const SLIM = 17; // pixels: the frame of a single letter
const GAP = 5; // pixels from a name to the number of its bar
const LEAST = 36; // pixels: a letter and a number; where there is less, the later name is left out

const LETTER = 9; // pixels of one letter more
const MOST = 120; // pixels: a longer name may be cut

/** Pixels that a name with its number takes, about. */
const wholeOf = ({ name }: Section) => Math.min(LEAST + LETTER * (name.length - 1), MOST);

/** The names in view; a section that began before the left edge is named there as it goes on. */
export function tagsOf(sections: readonly Section[], view: View): Tag[] {
  const found: Tag[] = [];
  for (const section of sections) {
    const start = xOfTick(view, section.start);
    if (start > view.width - wholeOf(section)) break; // at the edge it would be cut: "C" for Chorus
    // A name at the edge makes way for the next one as that comes near.
    if (start < 0 && xOfTick(view, section.stop) < LEAST) continue;
    const x = Math.max(start, 0);
    const last = found.at(-1);
    if (last && x - last.x < LEAST) continue;
    if (last) found[found.length - 1] = { ...last, room: x - last.x };
    found.push({ section, x, room: view.width - x, begins: start >= 0 });
  }
  return found;
}

/** From where to where a tag lies over the ruler; `name` and `number` are the widths of its words. */
export function covered(
  { x, room, begins }: Tag,
  name: number,
  number: number,
): readonly [number, number] {
  const tag = CLEAR + Math.max(SLIM, name + FRAME) + (begins ? GAP + number : 0);
  return [x, x + Math.min(room, tag)];
}
