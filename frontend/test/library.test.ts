/** The library's page: addresses of its filters, ranges of rows, bars of what is being written. */
import { expect, test } from "vitest";
import { ordered } from "../src/library/filters";
import { average } from "../src/library/growing";
import { between } from "../src/library/selecting";
import { addressOf, isList } from "../src/library/shelf";

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
