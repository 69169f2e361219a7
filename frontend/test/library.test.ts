/** The library's page: addresses of its filters, ranges of rows, bars of what is being written. */
import { expect, test } from "vitest";
import { ordered } from "../src/library/filters";
import { average } from "../src/library/growing";
import { between } from "../src/library/selecting";
import { addressOf, isList } from "../src/library/shelf";
import { Turns } from "../src/library/turns";

const fields = (...pairs: [string, string][]) => {
  const data = new FormData();
  for (const [name, value] of pairs) data.append(name, value);
  return data;
};

test("a filter form asks for what is set and nothing else", () => {
  expect(addressOf("/library", fields(["q", " "], ["from", "40"], ["to", "240"]))).toBe("/library");
  const set = fields(["q", "late ferry"], ["genre", "jazz"], ["genre", "folk"], ["to", "120"]);
  expect(addressOf("/library", set)).toBe("/library?q=late+ferry&genre=jazz&genre=folk&to=120");
});

test("only lists of the library are shown in place", () => {
  const here = "http://cadenza.test";
  const list = (path: string) => isList(new URL(path, here), here);
  expect(["/library", "/library?q=x", "/library/bin"].map(list)).toEqual([true, true, true]);
  expect(["/library/bin/empty", "/studio/x", "//other.test/library"].map(list)).toEqual([
    false,
    false,
    false,
  ]);
});

test("the end of a range that is moved pushes the other", () => {
  expect(ordered(60, 120, "from")).toEqual([60, 120]);
  expect(ordered(130, 120, "from")).toEqual([130, 130]);
  expect(ordered(130, 120, "to")).toEqual([120, 120]);
});

test("Shift takes in all rows between two, whichever comes first", () => {
  const rows = ["a", "b", "c", "d"];
  expect(between(rows, "b", "d")).toEqual(["b", "c", "d"]);
  expect(between(rows, "c", "a")).toEqual(["a", "b", "c"]);
  expect(between(rows, "x", "a")).toEqual([]);
});

test("bars are counted over the candidates that have begun", () => {
  const bars: number[] = [];
  expect(average(bars)).toBe(0);
  bars[1] = 5;
  expect(average(bars)).toBe(5);
  bars[0] = 8;
  expect(average(bars)).toBe(6);
});

/** Requests that are answered when the test says so. */
function wire() {
  const begun: string[] = [];
  const answers = new Map<string, () => void>();
  const ask = (name: string) => () => {
    begun.push(name);
    return new Promise<void>((resolve) => void answers.set(name, resolve));
  };
  const answer = async (name: string) => {
    answers.get(name)?.();
    await settled();
  };
  return { begun, ask, answer };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

test("deeds are done one after the other, and none is given up for the next", async () => {
  const [turns, { begun, ask, answer }] = [new Turns(), wire()];
  void turns.deed("star a", ask("star a"));
  void turns.deed("bin b", ask("bin b"));
  void turns.look(ask("list"));
  await settled();
  expect(begun).toEqual(["star a"]);
  await answer("star a");
  expect(begun).toEqual(["star a", "bin b"]);
  await answer("bin b");
  expect(begun).toEqual(["star a", "bin b", "list"]);
});

test("what is pressed twice is done once, and again when it has been done", async () => {
  const [turns, { begun, ask, answer }] = [new Turns(), wire()];
  void turns.deed("bin a", ask("first"));
  const both = turns.deed("bin a", ask("second"));
  await settled();
  await answer("first");
  await both;
  expect(begun).toEqual(["first"]);
  void turns.deed("bin a", ask("third"));
  await settled();
  expect(begun).toEqual(["first", "third"]);
});

test("a list is no longer fetched when something else is wanted", async () => {
  const turns = new Turns();
  const signals: AbortSignal[] = [];
  const look = async (signal: AbortSignal) => void signals.push(signal);
  await turns.look(look);
  void turns.look(look); // given up before it begins
  await turns.look(look);
  await turns.deed("star a", async () => {});
  expect(signals.map((signal) => signal.aborted)).toEqual([true, true]);
});
