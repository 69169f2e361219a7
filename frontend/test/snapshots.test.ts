/** The validators read what the server really answers; tests/web/test_snapshots.py keeps these true. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseMoods } from "../src/api/bootstrap";
import { Client } from "../src/api/client";
import { parsePrompt } from "../src/api/prompt";
import { parsePlan } from "../src/api/takes";
import { parseJob, parseProgress, parseSong } from "../src/api/types";
import { parseScore } from "../src/score/score";
import { chipName, wishesOf } from "../src/studio/prompting";

const kept = JSON.parse(readFileSync(`${import.meta.dirname}/snapshots.json`, "utf8"));

test("jobs and their messages", () => {
  expect(parseJob(kept.queued, "job").candidates).toHaveLength(2);
  expect(parseProgress(kept.header, "progress")).toMatchObject({ candidate: 0, bar: 0 });
  expect(parseProgress(kept.bar, "progress")).toMatchObject({ candidate: 1, bar: 4 });
  expect(parseJob(kept.done.job, "job").takes).toEqual([2, 1]);
  expect(parseJob(kept.failed.job, "job").error?.code).toBe("collapsed");
});

test("songs with their takes", () => {
  const song = parseSong(kept.done.song, "song");
  expect(song.takes.map((take) => [take.number, take.rank])).toEqual([
    [1, 2],
    [2, 1],
  ]);
  expect(song.take).toBe(2);
  expect(song.takes[0]?.originality?.longest).toBe(6);
  expect(parseSong(kept.restyled, "song")).toMatchObject({ kind: "restyled", source: true });
});

test("scores with their chords", () => {
  const score = parseScore(kept.score, "score");
  expect(score.bars).toHaveLength(4);
  expect(score.chords.length).toBeGreaterThan(0);
});

test("plans, moods and prompts", () => {
  expect(parsePlan(kept.plan.plan, "plan").bars).toHaveLength(16);
  expect(parseMoods(kept.moods, "moods").calm?.mode).toBe("major");
  const prompt = parsePrompt(kept.prompt, "prompt");
  expect(prompt.chips.map(chipName)).toContain("Tempo");
  expect(prompt.unknown.map((word) => word.words)).toEqual(["wobbledy"]);
  expect(wishesOf(prompt.request)).toMatchObject({ genre: "jazz", tempo: 84 });
});

test("refusals", async () => {
  const refusing = async () => new Response(JSON.stringify(kept.refused), { status: 503 });
  const asked = new Client("token", refusing).job("1");
  await expect(asked).rejects.toMatchObject({ code: "missing_model" });
});
