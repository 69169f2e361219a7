/** What can be asked of the server; what is left out or null is chosen by it. */
import type { Plan } from "./takes";

export interface Player {
  role: string;
  program: number;
}

/** What every kind of writing can be asked. */
export interface Common {
  genre: string;
  blend: { genre: string; weight: number } | null;
  seed: number | null;
  temperature: number;
  top_p: number;
  candidates: number;
}

/** Who plays, and how full it is, where the whole band is written. */
export interface Band {
  instruments: Player[] | null;
  energy: number[] | null;
}

export interface ComposeRequest extends Common, Band {
  bars: number;
  key: string | null;
  tempo: number | null;
  metre: string;
  mood: string | null;
  register: number | null;
  chords: string | null;
  plan: Plan | null;
  /** The words it came from, by which it is found again. */
  prompt?: string;
}

/** A file, or a take of a song of one's own. */
export type Source = { file: File } | { song_id: string; take: number };

export interface RestyleRequest extends Common, Band {
  strength: number;
  keep: string[];
}

export interface ContinueRequest extends Common, Band {
  bars: number;
  chords: string | null;
  /** Of a song of one's own: more takes of it instead of a new song. */
  as_take?: boolean;
}

export interface HarmoniseRequest extends Common, Band {
  mood: string | null;
  chords: string | null;
}

export interface RegenerateRequest extends Common {
  first_bar: number;
  last_bar: number;
  tracks: number[] | null;
}

export interface JoinRequest extends Common {
  role: string;
  program: number | null;
  first_bar: number | null;
  last_bar: number | null;
}

/** The ways to work on a piece, by the address they are asked at. */
export interface Rewrites {
  restyles: RestyleRequest;
  continuations: ContinueRequest;
  harmonisations: HarmoniseRequest;
  regenerations: RegenerateRequest;
  joinings: JoinRequest;
}

/** A source and wishes as a form: lists of names by commas, what is no plain value as JSON. */
export function formOf(source: Source, wishes: object): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...source, ...wishes })) {
    if (value === null || value === undefined) continue;
    if (value instanceof File) form.set(name, value);
    else if (name === "keep") form.set(name, (value as string[]).join(","));
    else form.set(name, typeof value === "object" ? JSON.stringify(value) : String(value));
  }
  return form;
}
