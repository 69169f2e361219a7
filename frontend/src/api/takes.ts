/** Takes of a song as the server describes them: scores, originality, the plan; each with its check. */
import {
  boolean,
  dictionary,
  integer,
  list,
  nullable,
  number,
  record,
  string,
  tuple,
  withDefault,
} from "../lib/check";

/** One row of "Asked, and got". `asked` is null where it was left to us. */
export interface CertificateRow extends Record<string, unknown> {
  what: string;
  asked: string | null;
  got: string;
  ok: boolean;
}

/** A note of the opening: onset in bars 0–8, pitch, length in bars, whether it is the tune. */
export type OpeningNote = [x: number, pitch: number, width: number, lead: number];

/** What takes are ranked by; null where it was not measured. */
export interface Scores extends Record<string, unknown> {
  /** Share of the certificate's rows that are as asked. */
  asked: number | null;
  /** 0–1: how usual the likelihood is among the genre's real songs. */
  typical: number | null;
  /** The longest passage shared with a training song, in notes. */
  originality: number | null;
  /** Nats a note of the bars after a regenerated passage. */
  seam: number | null;
}

/** The longest passage that a take shares with a training song. Bars count from 1. */
export interface Originality extends Record<string, unknown> {
  longest: number;
  song: string | null;
  genre: string | null;
  bars: [number, number] | null;
  at: [number, number] | null;
  share_copied: number;
  copied_bars: number[];
  limit: number;
}

/** What is planned for one bar; what is absent is the planner's. */
export interface PlanBar extends Record<string, unknown> {
  notes: Record<string, number>;
  register: number | null;
  loudness: number | null;
  chords: string[] | null;
  /** The bar, from 1, that a part has once more note for note; null leaves that to the planner. */
  repeats: Record<string, number> | null;
  /** The bar whose rhythm a part has. */
  rhythms: Record<string, number> | null;
}

export interface Plan extends Record<string, unknown> {
  bars: PlanBar[];
}

/** What is known about a take, and so about the song that it is chosen for. */
export interface Known {
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

export interface Take extends Known, Record<string, unknown> {
  number: number;
  kind: string;
  /** Given by its owner. */
  name: string | null;
  starred: boolean;
  parent: number | null;
  rank: number;
  scores: Scores;
  plan: Plan | null;
  originality: Originality | null;
}

/** Values of a certificate may be numbers; they are shown, not reckoned with. */
const shown = (value: unknown, path: string): string =>
  typeof value === "number" || typeof value === "boolean" ? String(value) : string(value, path);

const certificateRow = record<CertificateRow>({
  what: string,
  asked: nullable(shown),
  got: (value, path) => (value === null ? "not measured" : shown(value, path)),
  ok: boolean,
});

/** The fields that songs and takes share, for `record`. */
export const known = {
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
};

const whole =
  (least: number) =>
  (value: unknown, path: string): Record<string, number> =>
    Object.fromEntries(
      Object.entries(dictionary(value, path)).map(([role, count]) => [
        role,
        integer(least)(count, `${path}.${role}`),
      ]),
    );

export const parsePlan = record<Plan>({
  bars: list(
    record<PlanBar>({
      notes: withDefault(whole(0), {}),
      register: nullable(integer(0, 7)),
      loudness: nullable(integer(0, 7)),
      chords: nullable(list(string)),
      repeats: nullable(whole(1)),
      rhythms: nullable(whole(1)),
    }),
  ),
});

const parseScores = record<Scores>({
  asked: nullable(number),
  typical: nullable(number),
  originality: nullable(number),
  seam: nullable(number),
});

const pair = tuple<[number, number]>(integer(0), integer(0));

const parseOriginality = record<Originality>({
  longest: integer(0),
  song: nullable(string),
  genre: nullable(string),
  bars: nullable(pair),
  at: nullable(pair),
  share_copied: withDefault(number, 0),
  copied_bars: withDefault(list(integer(1)), []),
  limit: integer(1),
});

/** A plan without bars is none: songs of before there were plans. */
const planOrNone = (value: unknown, path: string): Plan | null =>
  value && Array.isArray((value as Plan).bars) ? parsePlan(value, path) : null;

export const parseTake = record<Take>({
  ...known,
  number: integer(1),
  kind: string,
  name: nullable(string),
  starred: withDefault(boolean, false),
  parent: nullable(integer(1)),
  rank: withDefault(integer(1), 1),
  scores: parseScores,
  plan: planOrNone,
  originality: nullable(parseOriginality),
});
