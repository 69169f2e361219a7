/** Tiles of drawn notes: laid side by side while the music moves, drawn anew only for what changed. */
import { expect, test } from "vitest";
import type { View } from "../src/roll/geometry";
import type { Pen } from "../src/roll/scene";
import { type Surface, TILE, Tiles } from "../src/roll/tiles";

const view: View = { start: 0, pixelsPerTick: 0.5, top: 84, rowHeight: 8, width: 1000 };

function bench() {
  const laid: number[][] = [];
  const painted: View[] = [];
  const pen = {
    drawImage: (_: unknown, x: number, _y: number, w: number) => void laid.push([x, w]),
  } as unknown as Pen;
  const blank = { setTransform() {}, clearRect() {} } as unknown as Pen;
  const make = (width: number, height: number): Surface => ({
    pen: blank,
    image: { width, height } as HTMLCanvasElement,
  });
  const tiles = new Tiles(make);
  const lay = (at: Partial<View>, key: unknown[] = [1], rest = true) => {
    laid.length = 0;
    tiles.lay(pen, { ...view, ...at }, 300, 1, key, (_, part) => void painted.push(part), rest);
  };
  return { tiles, lay, laid, painted };
}

test("tiles cover the view without a gap", () => {
  const { lay, laid, painted } = bench();
  lay({ start: 100 });
  expect(laid).toEqual([
    [-50, TILE],
    [-50 + TILE, TILE],
    [-50 + 2 * TILE, TILE],
  ]);
  expect(painted.map((part) => part.start)).toEqual([0, 2 * TILE, 4 * TILE]);
});

test("scrolling draws only what comes into view", () => {
  const { tiles, lay } = bench();
  lay({});
  const before = tiles.drawn;
  lay({ start: 40 });
  lay({ start: 80 });
  expect(tiles.drawn - before).toBe(1);
});

test("another score or pitch is drawn anew", () => {
  const { tiles, lay } = bench();
  lay({});
  const each = tiles.drawn;
  lay({}, [2]);
  lay({ top: 80 }, [2]);
  expect(tiles.drawn).toBe(3 * each);
});

test("while the zoom moves tiles are stretched, and sharp when it rests", () => {
  const { tiles, lay, laid, painted } = bench();
  lay({});
  const before = tiles.drawn;
  lay({ pixelsPerTick: 1 }, [1], false);
  expect(tiles.drawn).toBe(before);
  expect(laid[0]).toEqual([0, 2 * TILE]);
  lay({ pixelsPerTick: 1 }, [1], true);
  expect(painted.at(-1)?.pixelsPerTick).toBe(1);
  expect(laid[0]).toEqual([0, TILE]);
});

test("only so many tiles are kept", () => {
  const { tiles, lay } = bench();
  for (let at = 0; at < 60; at++) lay({ start: at * 1000 });
  const before = tiles.drawn;
  lay({ start: 59 * 1000 });
  expect(tiles.drawn).toBe(before);
  lay({ start: 0 });
  expect(tiles.drawn).toBeGreaterThan(before);
});
