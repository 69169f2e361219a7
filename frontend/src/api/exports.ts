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

/** Asks for a file and waits until it is made; false when stopped. Throws ApiError. */
export async function exported(
  client: Maker,
  song: string,
  take: number,
  kind: Kind | Screen,
  waiting: Waiting,
  rest = pause,
): Promise<boolean> {
  const asked = await client.export(song, take, kind);
  if (asked.ready) return true;
  if (!asked.job) throw new ApiError(200, "misread", "The file is neither made nor being made.");
  for (let job = asked.job; ; job = await client.job(asked.job.id)) {
    if (waiting.stopped()) {
      await client.cancel(job.id);
      return false;
    }
    if (job.state === "done") return true;
    if (job.state === "cancelled") return false;
    if (job.state === "failed") throw jobFault(job);
    waiting.progress(job.candidates[0]?.bar ?? 0, job.bars);
    await rest(LOOK_MS);
  }
}
