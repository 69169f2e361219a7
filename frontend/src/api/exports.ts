/** Files of a take: asked for, waited for, fetched. */
import { boolean, nullable, record, string } from "../lib/check";
import { ApiError } from "./errors";
import { jobFault } from "./events";
import { type Job, parseJob } from "./types";
import { API } from "./wire";

export const KINDS = [
  ["mp3", "MP3", "small, plays anywhere"],
  ["wav16", "WAV", "16 bits, for a CD or a film"],
  ["wav24", "WAV 24", "for mixing on"],
  ["wav32f", "WAV 32f", "floating point"],
  ["flac", "FLAC", "as good as WAV, half the size"],
  ["ogg", "OGG", "Vorbis"],
  ["mp3-320", "MP3 320", "constant 320 kbit/s"],
  ["stems", "Stems", "every player by itself, a zip of WAV"],
  ["pdf", "PDF", "the full score, to print"],
  ["lead-pdf", "PDF lead", "the tune with chord symbols"],
  ["musicxml", "MusicXML", "the full score, for MuseScore and others"],
  ["lead", "XML lead", "the tune with chord symbols, as MusicXML"],
  ["svg", "SVG", "the pages of the score, a zip"],
  ["png", "PNG", "the piano roll as a picture"],
] as const;

export type Kind = (typeof KINDS)[number][0];
/** What the score view is made of: systems of one width, full or the tune alone. */
export type Screen = `${"sheet" | "tune"}-${number}`;

/** Where the recipe of a take lies: it is always ready. */
export function recipeUrl(song: string, take: number): string {
  return `${API}/songs/${song}/takes/${take}/recipe`;
}

export interface Export extends Record<string, unknown> {
  kind: string;
  ready: boolean;
  job: Job | null;
}

export const parseExport = record<Export>({
  kind: string,
  ready: boolean,
  job: nullable(parseJob),
});

/** Where the finished file lies. */
export function exportUrl(song: string, take: number, kind: string): string {
  return `${API}/songs/${song}/takes/${take}/exports/${kind}`;
}

/** Whoever makes files: the server's API. */
export interface Maker {
  export(id: string, take: number, kind: string): Promise<Export>;
  job(id: string): Promise<Job>;
  cancel(id: string): Promise<Job>;
}

/** How the waiting goes; bars of the song that have been played into the file. */
export interface Waiting {
  progress(bar: number, bars: number): void;
  /** Whether nobody waits any more. */
  stopped(): boolean;
}

const LOOK_MS = 400;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** How many in this page wait for each job: the same file may be wanted by several. */
const waiters = new Map<string, number>();
/** Those who are asking now, and may be answered with a job that others are about to leave. */
const asking = new Set<Promise<unknown>>();

/** Asks for a file and waits until it is made; false when stopped. Throws ApiError. */
export async function exported(
  client: Maker,
  song: string,
  take: number,
  kind: Kind | Screen,
  waiting: Waiting,
  rest = pause,
): Promise<boolean> {
  while (!waiting.stopped()) {
    const joining = join(client, song, take, kind);
    asking.add(joining);
    const job = await joining.finally(() => asking.delete(joining));
    if (!job || (await made(client, job, waiting, rest))) return true;
  }
  return false;
}

/** Asks, and counts as a waiter for the job that makes the file; null if it is there. */
async function join(client: Maker, song: string, take: number, kind: string): Promise<Job | null> {
  const { ready, job } = await client.export(song, take, kind);
  if (ready) return null;
  if (!job) throw new ApiError(200, "misread", "The file is neither made nor being made.");
  waiters.set(job.id, (waiters.get(job.id) ?? 0) + 1);
  return job;
}

/**
 * Waits for a job; false when stopped, or when somebody else has called it off. The last in this page
 * who stops calls it off.
 */
async function made(client: Maker, asked: Job, waiting: Waiting, rest: typeof pause) {
  const { id } = asked;
  try {
    for (let job = asked; !waiting.stopped(); job = await client.job(id)) {
      if (job.state === "done") return true;
      if (job.state === "failed") throw jobFault(job);
      waiting.progress(job.candidates[0]?.bar ?? 0, job.bars);
      await rest(LOOK_MS);
      if (job.state === "cancelled") return false;
    }
  } finally {
    const left = (waiters.get(id) ?? 0) - 1;
    if (left > 0) waiters.set(id, left);
    else waiters.delete(id);
  }
  if (waiters.has(id)) return false;
  await Promise.allSettled(asking);
  if (!waiters.has(id)) await client.cancel(id);
  return false;
}
