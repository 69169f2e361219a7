import { expect, test } from "vitest";
import { Heard } from "../src/studio/heard";

test("a song that is played is told of once, until another is", async () => {
  const told: string[] = [];
  const heard = new Heard({ played: async (id) => void told.push(id) });
  heard.report("standing", "a");
  heard.report("playing", undefined);
  for (const id of ["a", "a", "b", "a"]) heard.report("playing", id);
  expect(told).toEqual(["a", "b", "a"]);
});

test("what was not taken in is told of again", async () => {
  let tries = 0;
  const heard = new Heard({
    played: async () => {
      tries += 1;
      throw new Error("offline");
    },
  });
  heard.report("playing", "a");
  await Promise.resolve();
  await Promise.resolve();
  heard.report("playing", "a");
  expect(tries).toBe(2);
});
