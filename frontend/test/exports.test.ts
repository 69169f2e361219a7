/** Exports: ready at once, waited for with progress, stopped, failed. */
import { expect, test } from "vitest";
import { ApiError } from "../src/api/errors";
import { type Export, exported, exportUrl } from "../src/api/exports";
import { type Job, parseJob } from "../src/api/types";
import { job } from "./answers";

const none = () => Promise.resolve();

function server(asked: Partial<Export>, states: Partial<Job>[] = []) {
  const cancelled: string[] = [];
  const made = (state: Partial<Job>) =>
    parseJob(job({ id: "j", kind: "export", bars: 8, ...state }), "job");
  const jobs = states.map(made);
  return {
    cancelled,
    export: async () => ({ kind: "mp3", ready: false, job: jobs.shift() ?? null, ...asked }),
    job: async () => jobs.shift() ?? made({ state: "done" }),
    cancel: async (id: string) => {
      cancelled.push(id);
      return made({ state: "cancelled" });
    },
  };
}

const bar = (number: number) => ({
  state: "running" as const,
  candidates: [{ take: 0, bar: number }],
});

test("a file that is there is ready without waiting", async () => {
  const told: number[] = [];
  const waiting = { progress: (now: number) => void told.push(now), stopped: () => false };
  expect(await exported(server({ ready: true }), "s", 1, "mp3", waiting, none)).toBe(true);
  expect(told).toEqual([]);
  expect(exportUrl("s", 2, "mp3")).toBe("/api/v1/songs/s/takes/2/exports/mp3");
});

test("bars are told while it is made", async () => {
  const told: [number, number][] = [];
  const from = server({}, [{ state: "queued" }, bar(3), bar(7), { state: "done" }]);
  const waiting = {
    progress: (now: number, all: number) => void told.push([now, all]),
    stopped: () => false,
  };
  expect(await exported(from, "s", 1, "mp3", waiting, none)).toBe(true);
  expect(told.slice(1)).toEqual([
    [3, 8],
    [7, 8],
  ]);
});

test("stopping cancels the job", async () => {
  const from = server({}, [bar(1), bar(2)]);
  const waiting = { progress: () => {}, stopped: () => true };
  expect(await exported(from, "s", 1, "mp3", waiting, none)).toBe(false);
  expect(from.cancelled).toEqual(["j"]);
});

test("a failure says why", async () => {
  const error = { code: "disk_full", message: "No room.", cure: "Try later." };
  const from = server({}, [bar(1), { state: "failed", error }]);
  const waiting = { progress: () => {}, stopped: () => false };
  await expect(exported(from, "s", 1, "mp3", waiting, none)).rejects.toEqual(
    new ApiError(422, "disk_full", "No room.", "Try later."),
  );
  await expect(exported(server({}), "s", 1, "mp3", waiting, none)).rejects.toThrow("neither");
});
