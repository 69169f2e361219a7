/** On the ruler: the ends of the loop are dragged, or both together; with Shift a new one is drawn. */
import { endTick } from "../../score/bars";
import { tickOfX, xOfTick } from "../geometry";
import { snapped, unitAt } from "../grid";
import type { Hit } from "../hit";
import { type Begin, type Desk, isFar, type Pointer } from "./gesture";

const REACH = 6; // pixels on either side of an end
export const RAIL = 9; // pixels: the upper edge of the ruler, where the loop is taken as a whole

type Part = "from" | "to" | "whole" | "new";
type Span = readonly [from: number, to: number];

/** Which part of the loop a press takes; null where it means the ruler itself. */
export function loopPart(desk: Desk, hit: Hit, at: Pointer, slop = 0): Part | null {
  if (hit.lane !== "ruler" || at.y > desk.layout.ruler) return null;
  return taken(desk, hit, at, REACH + slop) ?? (at.shift ? "new" : null);
}

function taken({ loop, view }: Desk, hit: Hit, at: Pointer, reach: number): Part | null {
  if (!loop) return null;
  const [from, to] = loop;
  const [a, b] = [Math.abs(xOfTick(view, from) - at.x), Math.abs(xOfTick(view, to) - at.x)];
  if (Math.min(a, b) < reach) return a < b ? "from" : "to";
  return at.y < RAIL && hit.tick > from && hit.tick < to ? "whole" : null;
}

export const loop =
  (part: Part): Begin =>
  (desk, hit, from) => {
    const { score, view, snap } = desk;
    const line = (tick: number, alt: boolean) => {
      const place = Math.min(Math.max(0, tick), endTick(score));
      return alt ? Math.round(place) : snapped(score, snap, place);
    };
    const span = (to: Pointer): Span => {
      const at = line(tickOfX(view, to.x), to.alt);
      const [low, high] = desk.loop ?? [0, 0];
      if (part === "from") return ordered(at, high);
      if (part === "to") return ordered(low, at);
      if (part === "new") return ordered(line(hit.tick, to.alt), at);
      const wanted = line(low + tickOfX(view, to.x) - tickOfX(view, from.x), to.alt);
      const start = Math.min(wanted, endTick(score) - (high - low));
      return [start, start + high - low];
    };
    /** The ends may pass each other, and never meet. */
    const ordered = (one: number, other: number): Span => {
      const [low, high] = one < other ? [one, other] : [other, one];
      const least = Math.max(1, Math.round(unitAt(score, snap, low)));
      return [low, Math.max(high, low + least)];
    };
    return {
      move: (to) => (isFar(from, to) ? { loop: span(to) } : {}),
      end: (to) => (isFar(from, to) ? { loop: span(to) } : { seek: hit.tick, bars: null }),
    };
  };
