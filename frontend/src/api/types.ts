/** What the server's API speaks of: songs, jobs, genres; each with the check it must pass. */
import {
  boolean,
  dictionary,
  integer,
  list,
  nullable,
  number,
  oneOf,
  record,
  string,
  withDefault,
} from "../lib/check";
import type { Progress } from "../score/growing";
import { parseScore } from "../score/score";
import { type Known, known, parseTake, type Take } from "./takes";

export type { CertificateRow, OpeningNote } from "./takes";

export interface Fault extends Record<string, unknown> {
  code: string;
  message: string;
  cure: string | null;
}

export interface Song extends Known, Record<string, unknown> {
  id: string;
  title: string;
  kind: string;
  genre: string;
  /** The number of the chosen take. */
  take: number;
  /** Whether it was made from another piece. */
  source: boolean;
  /** What it was heard in; null where it was not. */
  recording: Recording | null;
  takes: Take[];
  /** Takes that can be brought back. */
  deleted_takes: DeletedTake[];
}

/** The sound that a song was heard in. */
export interface Recording extends Record<string, unknown> {
  kind: string;
  seconds: number;
  /** Where bar 1 begins in it, in seconds; negative: before it. */
  origin: number;
}

export interface DeletedTake extends Record<string, unknown> {
  number: number;
  name: string | null;
  kind: string;
}

export type JobState = "queued" | "running" | "done" | "failed" | "cancelled";

export interface Job extends Record<string, unknown> {
  id: string;
  kind: string;
  state: JobState;
  bars: number;
  /** `left_out` says why one was given up. */
  candidates: { take: number; bar: number; left_out?: string | null }[];
  song_id: string | null;
  /** The numbers of the takes it came to, best first. */
  takes: number[];
  error: Fault | null;
}

/** Ids are numbers or texts on the server; here they are texts, for they are only passed on. */
const id = (value: unknown, path: string): string =>
  typeof value === "number" ? String(value) : string(value, path);

export const parseFault = record<Fault>({
  code: string,
  message: string,
  cure: nullable(string),
});

export const parseSong = record<Song>({
  ...known,
  id,
  title: string,
  kind: string,
  genre: string,
  take: integer(1),
  source: boolean,
  recording: withDefault(
    nullable(record<Recording>({ kind: string, seconds: number, origin: number })),
    null,
  ),
  takes: withDefault(list(parseTake), []),
  deleted_takes: withDefault(
    list(record<DeletedTake>({ number: integer(1), name: nullable(string), kind: string })),
    [],
  ),
});

export const parseJob = record<Job>({
  id,
  kind: string,
  state: oneOf("queued", "running", "done", "failed", "cancelled"),
  bars: withDefault(integer(0), 0),
  candidates: list(
    record<Job["candidates"][number]>({
      take: integer(0),
      bar: integer(0),
      left_out: nullable(string),
    }),
  ),
  song_id: nullable(id),
  takes: withDefault(list(integer(1)), []),
  error: nullable(parseFault),
});

export function parseProgress(value: unknown, path: string): Progress {
  const from = dictionary(value, path);
  return {
    candidate: integer(0)(from.candidate, `${path}.candidate`),
    take: integer(0)(from.take, `${path}.take`),
    bar: integer(0)(from.bar, `${path}.bar`),
    bars: integer(1)(from.bars, `${path}.bars`),
    score: parseScore(from.score, `${path}.score`),
  };
}
