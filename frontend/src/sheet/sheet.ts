/** The engraved score in a scrolling box: draws what is near, marks what is heard, turns the page. */
import { Drawing } from "./drawing";
import { type Page, systemOf, topsOf } from "./page";

const EDGE = 8; // pixels left above a system that is brought into sight

export interface Wishes {
  /** Somebody pressed on a note that begins at `tick`; null where the bar has none. */
  pressed(tick: number | null, bar: number): void;
  /** Whether the view goes with the music from now on. */
  follows(following: boolean): void;
  /** Whether pages turn at once instead of gliding. */
  still(): boolean;
}

export class Sheet {
  private page: Page | null = null;
  private tops: number[] = [];
  private places: HTMLElement[] = [];
  private readonly drawn = new Map<number, Drawing>();
  private following = true;
  private bar = -1;
  private marked: Drawing | null = null;

  /** `box` scrolls; `list` lies in it and holds the systems. */
  constructor(
    private readonly box: HTMLElement,
    private readonly list: HTMLElement,
    private readonly wishes: Wishes,
  ) {}

  /** Another page, or none; stays at the bar that was in sight. */
  show(page: Page | null): void {
    if (page === this.page) return;
    const before = this.page ? this.barAbove() : 0;
    this.page = page;
    this.drawn.clear();
    this.marked = null;
    this.bar = -1;
    this.places = (page?.systems ?? []).map(() => {
      const place = document.createElement("div");
      place.className = "score-system";
      return place;
    });
    this.list.replaceChildren(...this.places);
    this.measure();
    if (page) this.box.scrollTop = before ? (this.tops[systemOf(page, before)] ?? 0) : 0;
    this.fill();
  }

  /** After the box has got another size. */
  measure(): void {
    if (!this.page) return;
    this.tops = topsOf(this.page, this.list.clientWidth);
    this.places.forEach((place, index) => {
      place.style.height = `${(this.tops[index + 1] ?? 0) - (this.tops[index] ?? 0)}px`;
    });
    this.fill();
  }

  /** Draws the systems in sight and those near it, and forgets those far away. */
  fill(): void {
    if (!this.page) return;
    const { scrollTop, clientHeight } = this.box;
    const [from, to] = [scrollTop - clientHeight, scrollTop + 2 * clientHeight];
    this.page.systems.forEach((system, index) => {
      const near = (this.tops[index + 1] ?? 0) > from && (this.tops[index] ?? 0) < to;
      if (near === this.drawn.has(index)) return;
      if (near) {
        const drawing = new Drawing(system.svg, system.first);
        this.drawn.set(index, drawing);
        this.places[index]?.replaceChildren(drawing.svg);
      } else {
        this.drawn.delete(index);
        this.places[index]?.replaceChildren();
      }
    });
  }

  /** Marks what is heard at a tick of a bar, counted from 0, and keeps it in sight. */
  attend(tick: number, bar: number, playing: boolean): void {
    if (!this.page) return;
    const index = systemOf(this.page, bar);
    if (bar !== this.bar) {
      this.bar = bar;
      if (this.following || !playing) this.reveal(index);
    }
    const drawing = this.drawn.get(index) ?? null;
    if (drawing !== this.marked) this.marked?.clear();
    this.marked = drawing;
    drawing?.mark(tick, bar);
  }

  /** The view goes with the music, or stays where a hand has put it. */
  follow(following: boolean): void {
    if (following === this.following) return;
    this.following = following;
    this.wishes.follows(following);
    if (following && this.page && this.bar >= 0) this.reveal(systemOf(this.page, this.bar));
  }

  press(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const index = this.places.findIndex((place) => place.contains(target));
    const drawing = this.drawn.get(index);
    if (!drawing) return;
    this.follow(true);
    this.wishes.pressed(drawing.tickAt(event.clientX, target), drawing.barAt(event.clientX));
  }

  private reveal(index: number): void {
    const [top, bottom] = [this.tops[index] ?? 0, this.tops[index + 1] ?? 0];
    const { scrollTop, clientHeight } = this.box;
    if (top >= scrollTop && bottom <= scrollTop + clientHeight) return;
    this.box.scrollTo({
      top: Math.max(0, top - EDGE),
      behavior: this.wishes.still() ? "auto" : "smooth",
    });
    this.fill();
  }

  /** The first bar that is in sight. */
  private barAbove(): number {
    const index = this.tops.findIndex((top) => top > this.box.scrollTop + EDGE) - 1;
    return this.page?.systems[Math.max(0, index)]?.first ?? 0;
  }
}
