/** Following a job: its events, a dropped connection, a stream that is refused. */
import { beforeEach, expect, test } from "vitest";
import { ApiError } from "../src/api/errors";
import {
  follow,
  type JobListener,
  type JobServer,
  type Source,
  type Tools,
} from "../src/api/events";
import { type Job, parseJob, parseSong } from "../src/api/types";
import { job, score, song } from "./answers";

class FakeSource implements Source {
  readyState = 1;
  closed = false;
  private readonly listeners = new Map<string, ((event: MessageEvent<string>) => void)[]>();
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void) {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener]);
  }
  close() {
    this.closed = true;
  }
  send(type: string, data: unknown = null) {
    const text = typeof data === "string" ? data : JSON.stringify(data);
    for (const listener of this.listeners.get(type) ?? [])
      listener({ data: text } as MessageEvent<string>);
  }
}

let source = new FakeSource();
let told: string[] = [];
let errors: ApiError[] = [];
let answers: (Job | ApiError)[] = [];

const listener: JobListener = {
  progress: (progress) =>
    told.push(`bar ${progress.bar} of ${progress.bars}, take ${progress.take}`),
  done: (found, ended) => told.push(`done ${found.title}, ${ended.state}`),
  cancelled: () => told.push("cancelled"),
  failed: (error) => {
    told.push(`failed ${error.code}`);
    errors.push(error);
  },
  waiting: (isWaiting) => {
    if (isWaiting) told.push("waiting");
  },
};
const server: JobServer = {
  job: async () => {
    const next = answers.shift();
    if (!next) throw new Error("asked too often");
    if (next instanceof ApiError) throw next;
    return next;
  },
  song: async () => parseSong(song(), "song"),
};
const opened: string[] = [];
const tools: Tools = {
  open: (url) => {
    opened.push(url);
    return source;
  },
  wait: async () => {},
};
const state = (more: Record<string, unknown>) => parseJob(job(more), "job");
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

beforeEach(() => {
  source = new FakeSource();
  told = [];
  errors = [];
  answers = [];
});

test("progress and the end arrive, and the stream is closed", () => {
  follow("j1", server, listener, tools);
  expect(opened.at(-1)).toBe("/api/v1/jobs/j1/events");
  source.send("progress", { candidate: 0, take: 0, bar: 0, bars: 16, score: score() });
  source.send("progress", { candidate: 0, take: 0, bar: 1, bars: 16, score: score() });
  source.send("done", { job: job({ state: "done", song_id: "s1" }), song: song() });
  expect(told).toEqual(["bar 0 of 16, take 0", "bar 1 of 16, take 0", "done Slow ferry, done"]);
  expect(source.closed).toBe(true);
});

test("a failed job says why and what to do", () => {
  follow("j1", server, listener, tools);
  const error = { code: "collapsed", message: "It stuck on one note.", cure: "Try another seed." };
  source.send("failed", { job: job({ state: "failed", error }) });
  expect(errors[0]).toMatchObject(error);
});

test("a cancelled job ends quietly", () => {
  follow("j1", server, listener, tools);
  source.send("cancelled", { job: job({ state: "cancelled" }) });
  expect(told).toEqual(["cancelled"]);
});

test("an event that cannot be read ends the following with the place of the fault", () => {
  follow("j1", server, listener, tools);
  source.send("progress", {
    candidate: 0,
    take: 0,
    bar: 1,
    bars: 16,
    score: { ...score(), bars: "none" },
  });
  expect(errors[0]?.message).toContain("progress.score.bars");
  expect(source.closed).toBe(true);
});

test("a stumble of the page is not taken for a fault of the server", () => {
  const stumbling = {
    ...listener,
    progress: () => {
      throw new Error("the drum fell over");
    },
  };
  follow("j1", server, stumbling, tools);
  const event = { candidate: 0, take: 0, bar: 1, bars: 16, score: score() };
  expect(() => source.send("progress", event)).toThrow("the drum fell over");
  expect(source.closed).toBe(false);
  source.send("done", { job: job({ state: "done", song_id: "s1" }), song: song() });
  expect(told).toEqual(["done Slow ferry, done"]);
});

test("a dropped connection is waited for: the browser makes it again", () => {
  follow("j1", server, listener, tools);
  source.readyState = 0;
  source.send("error");
  source.send("progress", { candidate: 0, take: 0, bar: 5, bars: 16, score: score() });
  expect(told).toEqual(["waiting", "bar 5 of 16, take 0"]);
  expect(source.closed).toBe(false);
});

test("a stream refused for good is replaced by asking, through a short outage", async () => {
  answers = [
    state({ state: "running" }),
    new ApiError(0, "offline", "gone", "wait"),
    state({ state: "done", song_id: "s1" }),
  ];
  follow("j1", server, listener, tools);
  source.readyState = 2;
  source.send("error");
  await settled();
  expect(told).toEqual(["waiting", "done Slow ferry, done"]);
});

test("a job that is gone is told at once", async () => {
  answers = [new ApiError(404, "not_found", "There is no such job.", "Write it again.")];
  follow("j1", server, listener, tools);
  source.readyState = 2;
  source.send("error");
  await settled();
  expect(told).toEqual(["waiting", "failed not_found"]);
});

test("who leaves hears nothing more", () => {
  const leave = follow("j1", server, listener, tools);
  leave();
  source.send("done", { job: job(), song: song() });
  expect(told).toEqual([]);
  expect(source.closed).toBe(true);
});
