/** One system on the page: its SVG, the notes in it by time, and what is marked on it. */
import { soundingAt, type Timed, timed } from "./times";

const SVG = "http://www.w3.org/2000/svg";
const MARK = 50; // units that the line over the sounding bar is high; a staff space is 180

export class Drawing {
  readonly svg: SVGSVGElement;
  readonly notes: readonly Timed<SVGGElement>[];
  private readonly bars: readonly SVGGElement[];
  private readonly ground: readonly [SVGRectElement, SVGRectElement];
  private lit: readonly SVGGElement[] = [];
  private bar = -1;

  /** `first` is the first bar of the system, counted from 0. */
  constructor(
    text: string,
    private readonly first: number,
  ) {
    const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    this.svg = document.importNode(parsed, true) as unknown as SVGSVGElement;
    this.bars = [...this.svg.querySelectorAll<SVGGElement>("g.score-measure")];
    this.notes = timed(this.svg.querySelectorAll<SVGGElement>("g.score-note"));
    const last = first + this.bars.length;
    this.svg.setAttribute("role", "img");
    this.svg.setAttribute(
      "aria-label",
      last > first + 1 ? `Bars ${first + 1} to ${last}` : `Bar ${last}`,
    );
    this.svg.setAttribute("focusable", "false");
    const rect = (name: string) => {
      const drawn = document.createElementNS(SVG, "rect");
      drawn.setAttribute("class", name);
      drawn.setAttribute("visibility", "hidden");
      return drawn;
    };
    this.ground = [rect("score-ground"), rect("score-mark")];
    this.svg.querySelector("g.score-page")?.prepend(...this.ground);
  }

  /** Marks what is heard: the notes at a tick, and a bar, counted from 0; other bars are let go. */
  mark(tick: number, bar: number): void {
    const now = soundingAt(this.notes, tick);
    if (now.length !== this.lit.length || now.some((note, i) => note !== this.lit[i])) {
      for (const note of this.lit) note.classList.remove("is-heard");
      for (const note of now) note.classList.add("is-heard");
      this.lit = now;
    }
    if (bar !== this.bar) this.stand(bar);
  }

  /** Nothing is marked any more. */
  clear(): void {
    this.mark(-1, -1);
  }

  /** The note that a press at a point of the window means, as the tick it begins at; null: none. */
  tickAt(x: number, target: Element | null): number | null {
    const pressed = target?.closest<SVGGElement>("g.score-note");
    const exact = this.notes.find(({ item }) => item === pressed);
    if (exact) return exact.from;
    const beside = (box: DOMRect) => Math.max(box.left - x, x - box.right, 0);
    const middle = (box: DOMRect) => Math.abs((box.left + box.right) / 2 - x);
    const bar = nearest(this.bars, beside);
    const inside = this.notes.filter(({ item }) => bar?.contains(item));
    return nearest(inside, middle, ({ item }) => item)?.from ?? null;
  }

  /** The bar at a point of the window, counted from 0. */
  barAt(x: number): number {
    const beside = (box: DOMRect) => Math.max(box.left - x, x - box.right, 0);
    const bar = nearest(this.bars, beside);
    return this.first + (bar ? this.bars.indexOf(bar) : 0);
  }

  private stand(bar: number): void {
    this.bar = bar;
    const box = this.bars[bar - this.first]?.getBBox();
    for (const rect of this.ground) rect.setAttribute("visibility", box ? "visible" : "hidden");
    if (!box) return;
    const [ground, mark] = this.ground;
    const lay = (rect: SVGRectElement, y: number, height: number) => {
      const place = { x: box.x, y, width: box.width, height };
      for (const [name, value] of Object.entries(place)) rect.setAttribute(name, String(value));
    };
    lay(ground, box.y - MARK, box.height + 2 * MARK);
    lay(mark, box.y - 2 * MARK, MARK);
  }
}

const itself = (item: unknown) => item as Element;

function nearest<T>(
  items: readonly T[],
  off: (box: DOMRect) => number,
  of: (item: T) => Element = itself,
) {
  let best: T | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const distance = off(of(item).getBoundingClientRect());
    if (distance < least) [best, least] = [item, distance];
  }
  return best;
}
