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

/** Lets all that has been answered be acted on. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

let numbers = 0; // jobs of two tests are not the same

/** A server that makes one file: who asks for it while it is being made joins that job. */
class Press {
  readonly cancelled: string[] = [];
  readonly jobs: Job[] = [];
  asked = 0;
  private readonly looks: (() => void)[] = [];

  /** Somebody who waits: what it came to, and how to stop. */
  wait() {
    let stopped = false;
    const waiting = { progress: () => {}, stopped: () => stopped };
    const rest = () => new Promise<void>((resolve) => void this.looks.push(resolve));
    const end = exported(this, "s", 1, "pdf", waiting, rest);
    const stop = () => {
      stopped = true;
    };
    return { end, stop };
  }

  /** Everybody who waits looks once. */
  async look(): Promise<void> {
    await settled();
    for (const look of this.looks.splice(0)) look();
    await settled();
  }

  /** The newest job ends, or is called off from elsewhere. */
  become(state: Job["state"]): void {
    this.jobs.push({ ...(this.jobs.pop() as Job), state });
  }

  async export(): Promise<Export> {
    this.asked += 1;
    const last = this.jobs.at(-1);
    if (last?.state === "done") return { kind: "pdf", ready: true, job: null };
    if (last?.state === "running") return { kind: "pdf", ready: false, job: last };
    const begun = parseJob(job({ id: `made ${++numbers}`, state: "running" }), "job");
    this.jobs.push(begun);
    return { kind: "pdf", ready: false, job: begun };
  }

  async job(id: string): Promise<Job> {
    return this.jobs.find((one) => one.id === id) as Job;
  }

  async cancel(id: string): Promise<Job> {
    this.cancelled.push(id);
    this.become("cancelled");
    return this.job(id);
  }
}

test("who stops leaves the job to others in the page who wait for it", async () => {
  const press = new Press();
  const [one, other] = [press.wait(), press.wait()];
  await press.look();
  one.stop();
  await press.look();
  expect(await one.end).toBe(false);
  expect(press.cancelled).toEqual([]);
  press.become("done");
  await press.look();
  expect(await other.end).toBe(true);
});

test("the last who stops cancels the job, once", async () => {
  const press = new Press();
  const [one, other] = [press.wait(), press.wait()];
  await press.look();
  one.stop();
  other.stop();
  await press.look();
  expect([await one.end, await other.end]).toEqual([false, false]);
  expect(press.cancelled).toEqual([press.jobs[0]?.id]);
});

test("who is asking while another stops counts as waiting", async () => {
  const press = new Press();
  const one = press.wait();
  await settled();
  const answer = press.export.bind(press);
  let letGo = () => {};
  press.export = () =>
    new Promise((resolve) => {
      letGo = () => resolve(answer());
    });
  const other = press.wait();
  one.stop();
  await press.look();
  expect(press.cancelled).toEqual([]);
  letGo();
  expect(await one.end).toBe(false);
  press.become("done");
  await press.look();
  expect([await other.end, press.cancelled]).toEqual([true, []]);
});

test("a job that was cancelled elsewhere is asked for again, once for each time", async () => {
  const press = new Press();
  const one = press.wait();
  for (const asked of [1, 2, 3]) {
    await press.look();
    await press.look();
    expect([press.asked, press.jobs.length]).toEqual([asked, asked]);
    press.become("cancelled");
    await press.look();
    expect(press.asked).toBe(asked); // not before a rest
  }
  await press.look();
  press.become("done");
  await press.look();
  expect([await one.end, press.asked, press.cancelled]).toEqual([true, 4, []]);
});

test("who stops after a job was cancelled elsewhere asks for nothing more", async () => {
  const press = new Press();
  const one = press.wait();
  await press.look();
  press.become("cancelled");
  await press.look();
  one.stop();
  await press.look();
  expect([await one.end, press.asked, press.cancelled]).toEqual([false, 1, []]);
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
