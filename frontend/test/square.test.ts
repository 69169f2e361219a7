/** The square that becomes the portrait: inside the picture, wherever one drags it. */
import { expect, test } from "vitest";
import { asShares, CENTRE, dragged, squareOf } from "../src/account/square";

const wide = { width: 400, height: 100 };

test("at first it is the largest square in the middle", () => {
  expect(squareOf(wide, CENTRE)).toEqual({ left: 150, top: 0, side: 100 });
  expect(asShares(wide, CENTRE)).toEqual({ x: 0.375, y: 0, size: 1 });
});

test("nearer makes it smaller about its own place, and never smaller than a fifth", () => {
  const near = squareOf(wide, { zoom: 1, across: 0.5, down: 0.5 });
  expect(near.side).toBeCloseTo(20);
  expect(near.left + near.side / 2).toBeCloseTo(200);
  expect(squareOf(wide, { zoom: 9, across: 2, down: -1 })).toEqual({
    left: 400 - near.side,
    top: 0,
    side: near.side,
  });
});

test("dragging the picture to the right shows more of its left", () => {
  const aim = dragged(wide, CENTRE, 50, 999);
  expect(squareOf(wide, aim).left).toBeCloseTo(100);
  expect(squareOf(wide, dragged(wide, aim, 999, 0)).left).toBe(0);
  // There is no room to go up or down, and none is made up.
  expect(aim.down).toBe(CENTRE.down);
});
