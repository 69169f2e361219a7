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
  tuple,
  withDefault,
} from "../lib/check";
import type { Progress } from "../score/growing";
import { parseScore } from "../score/score";

/** One row of "Asked, and got". `asked` is null where it was left to us. */
export interface CertificateRow extends Record<string, unknown> {
  what: string;
  asked: string | null;
  got: string;
  ok: boolean;
}

export interface Fault extends Record<string, unknown> {
  code: string;
  message: string;
  cure: string | null;
}

/** A note of the opening: onset in bars 0–8, pitch, length in bars, whether it is the tune. */
export type OpeningNote = [x: number, pitch: number, width: number, lead: number];

export interface Song extends Record<string, unknown> {
  id: string;
  title: string;
  kind: "composed" | "restyled" | "demo";
  genre: string;
  key: string | null;
  tempo: number;
  metre: string;
  bars: number;
  seconds: number;
  seed: number | null;
  created_at: string;
  players: string[];
  certificate: CertificateRow[];
  report: Record<string, unknown>;
  recipe: Record<string, unknown>;
  opening: OpeningNote[];
}

export type JobState = "queued" | "running" | "done" | "failed" | "cancelled";

export interface Job extends Record<string, unknown> {
  id: string;
  kind: "generation" | "restyle";
  state: JobState;
  bar: number;
  bars: number;
  take: number;
  song_id: string | null;
  error: Fault | null;
}

/** Ids are numbers or texts on the server; here they are texts, for they are only passed on. */
const id = (value: unknown, path: string): string =>
  typeof value === "number" ? String(value) : string(value, path);

/** Values of a certificate may be numbers; they are shown, not reckoned with. */
const shown = (value: unknown, path: string): string =>
  typeof value === "number" || typeof value === "boolean" ? String(value) : string(value, path);

const certificateRow = record<CertificateRow>({
  what: string,
  asked: nullable(shown),
  got: (value, path) => (value === null ? "not measured" : shown(value, path)),
  ok: boolean,
});

export const parseFault = record<Fault>({
  code: string,
  message: string,
  cure: nullable(string),
});

export const parseSong = record<Song>({
  id,
  title: string,
  kind: oneOf("composed", "restyled", "demo"),
  genre: string,
  key: nullable(string),
  tempo: number,
  metre: string,
  bars: integer(0),
  seconds: number,
  seed: nullable(number),
  created_at: string,
  players: list(string),
  certificate: withDefault(list(certificateRow), []),
  report: withDefault(dictionary, {}),
  recipe: withDefault(dictionary, {}),
  opening: withDefault(list(tuple<OpeningNote>(number, number, number, number)), []),
});

export const parseJob = record<Job>({
  id,
  kind: oneOf("generation", "restyle"),
  state: oneOf("queued", "running", "done", "failed", "cancelled"),
  bar: withDefault(integer(0), 0),
  bars: withDefault(integer(0), 0),
  take: withDefault(integer(0), 0),
  song_id: nullable(id),
  error: nullable(parseFault),
});

export function parseProgress(value: unknown, path: string): Progress {
  const from = dictionary(value, path);
  return {
    take: integer(0)(from.take, `${path}.take`),
    bar: integer(0)(from.bar, `${path}.bar`),
    bars: integer(1)(from.bars, `${path}.bars`),
    score: parseScore(from.score, `${path}.score`),
  };
}

export interface Genre extends Record<string, unknown> {
  id: string;
  label: string;
  trained: boolean;
}

export interface RoleChoice extends Record<string, unknown> {
  id: string;
  label: string;
  programs: { program: number; name: string }[];
  default: number;
}

export interface Bootstrap extends Record<string, unknown> {
  genres: Genre[];
  roles: RoleChoice[];
  metres: string[];
  keys: string[];
  song: Song | null;
  limits: { bars: [number, number]; tempo: [number, number]; upload_bytes: number };
}

/** What the studio's page carries along, so that it can draw itself without asking first. */
export const parseBootstrap = record<Bootstrap>({
  genres: list(record<Genre>({ id: string, label: string, trained: boolean })),
  roles: list(
    record<RoleChoice>({
      id: string,
      label: string,
      programs: list(
        record<{ program: number; name: string }>({ program: integer(0, 127), name: string }),
      ),
      default: integer(0, 127),
    }),
  ),
  metres: list(string),
  keys: list(string),
  song: nullable(parseSong),
  limits: record<Bootstrap["limits"]>({
    bars: tuple<[number, number]>(number, number),
    tempo: tuple<[number, number]>(number, number),
    upload_bytes: number,
  }),
});
