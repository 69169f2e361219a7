/** What fingers do, told apart without waiting: the clock is a list. */
import { expect, test } from "vitest";
import { type Clock, Fingers, type Hand } from "../src/roll/fingers";

function hands() {
  const done: string[] = [];
  const waiting: (() => void)[] = [];
  const clock: Clock = {
    after(_, call) {
      waiting.push(call);
      return () => void waiting.splice(waiting.indexOf(call), 1);
    },
  };
  const hand: Hand = {
    press: (at) => done.push(`press ${at.x}`),
    drag: (at) => done.push(`drag ${at.x}`),
    lift: (at) => done.push(`lift ${at.x}`),
    drop: () => done.push("drop"),
    hold: (at) => done.push(`hold ${at.x}`),
    pinch: (middle, dx, dy, across, up) =>
      done.push(`pinch ${[middle.x, middle.y, dx, dy, across, up].join(" ")}`),
  };
  return { fingers: new Fingers(hand, clock), done, waiting };
}
const at = (x: number, y = 0) => ({ x, y });

test("a tap is a press where it came down", () => {
  const { fingers, done, waiting } = hands();
  fingers.put(1, at(10));
  fingers.move(1, at(14));
  fingers.lift(1, at(14));
  expect(done).toEqual(["press 10", "lift 14"]);
  expect(waiting).toHaveLength(0);
});

test("a finger that goes on drags", () => {
  const { fingers, done } = hands();
  fingers.put(1, at(10));
  fingers.move(1, at(30));
  fingers.lift(1, at(40));
  expect(done).toEqual(["press 10", "drag 30", "lift 40"]);
});

test("a finger that stays draws", () => {
  const { fingers, done, waiting } = hands();
  fingers.put(1, at(10));
  waiting[0]?.();
  fingers.move(1, at(60));
  fingers.lift(1, at(60));
  expect(done).toEqual(["hold 10", "drag 60", "lift 60"]);
});

test("two fingers pan and zoom, and what one had begun is dropped", () => {
  const { fingers, done } = hands();
  fingers.put(1, at(0));
  fingers.move(1, at(20));
  fingers.put(2, at(120));
  fingers.move(2, at(220));
  fingers.lift(2, at(220));
  fingers.lift(1, at(20));
  expect(done).toEqual(["press 0", "drag 20", "drop", "pinch 120 0 50 0 2 1"]);
});
