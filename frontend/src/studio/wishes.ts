/** Turns what was typed into the panels into a request, or says what cannot be. */

import type { Bootstrap, Genre } from "../api/bootstrap";
import type { Band, Common, ComposeRequest, Player } from "../api/requests";
import type { Plan } from "../api/takes";
import { megabytes } from "../lib/bytes";
import { type Point, sampled } from "./energy";
import { sentPlan } from "./plan";

const MOST_SEED = 2 ** 31 - 1;
export const MOST_CANDIDATES = 8;

/** What every panel has: a second genre and its share, chance, and how many versions. */
export interface Chance {
  /** "" for no blend. */
  blend: string;
  /** Per cent of the second genre. */
  share: number;
  /** Hundredths: 20–200. */
  temperature: number;
  /** Per cent: 10–100. */
  topP: number;
  seed: string;
  candidates: number;
}

/** Who plays, and how full it is. */
export interface Playing {
  /** Empty: let it choose. */
  players: Player[];
  energy: Point[] | null;
}

export interface Wishes extends Chance, Playing {
  genre: string;
  bars: string | number | null;
  key: string;
  tempo: string | number | null;
  metre: string;
  mood: string;
  /** 0–100 how high it lies; null is as the genre likes it. */
  register: number | null;
  chords: string;
  plan: Plan | null;
}

export type Read<T> = { ok: true; request: T } | { ok: false; field: string; message: string };

export const anyChance = (candidates = 1): Chance => ({
  blend: "",
  share: 50,
  temperature: 100,
  topP: 95,
  seed: "",
  candidates,
});

export const anyPlaying = (): Playing => ({ players: [], energy: null });

/** A panel that asks for nothing in particular. */
export const openWishes = (genre: string, metre: string): Wishes => ({
  ...anyChance(4),
  ...anyPlaying(),
  genre,
  bars: 16,
  key: "",
  tempo: "",
  metre,
  mood: "",
  register: null,
  chords: "",
  plan: null,
});

export const rollSeed = () => Math.floor(Math.random() * 1_000_000);

/** "" is null (a new seed each time); anything but a whole number is refused. */
export function readSeed(text: string): number | null | undefined {
  const trimmed = text.replaceAll(" ", "");
  if (!trimmed) return null;
  const seed = Number(trimmed);
  return /^\d+$/.test(trimmed) && seed <= MOST_SEED ? seed : undefined;
}

const within = (value: number, [low, high]: readonly [number, number]) =>
  Number.isFinite(value) && value >= low && value <= high;

const refuse = (field: string, message: string) => ({ ok: false, field, message }) as const;

/** What every panel asks of the genre `genre`. */
export function readChance(genre: string, chance: Chance): Read<Common> {
  const seed = readSeed(chance.seed);
  if (seed === undefined) return refuse("seed", "Seed: a whole number, or empty.");
  const blended = chance.blend && chance.blend !== genre && chance.share > 0;
  return {
    ok: true,
    request: {
      genre,
      blend: blended ? { genre: chance.blend, weight: chance.share / 100 } : null,
      seed,
      temperature: chance.temperature / 100,
      top_p: chance.topP / 100,
      candidates: chance.candidates,
    },
  };
}

/** What a panel asks of the band. */
export const readPlaying = ({ players, energy }: Playing): Band => ({
  instruments: players.length ? players : null,
  energy: energy && sampled(energy),
});

/** `tempo` and `seed` may be empty: then they are chosen for you. */
export function readWishes(wishes: Wishes, limits: Bootstrap["limits"]): Read<ComposeRequest> {
  const bars = readBars(wishes.bars, limits.bars);
  if (bars === null) {
    return refuse("bars", `Bars: a whole number from ${limits.bars[0]} to ${limits.bars[1]}.`);
  }
  const typed = wishes.tempo === null || wishes.tempo === "" ? null : Number(wishes.tempo);
  if (typed !== null && !within(typed, limits.tempo)) {
    return refuse(
      "tempo",
      `Tempo: ${limits.tempo[0]} to ${limits.tempo[1]} beats a minute, or empty.`,
    );
  }
  const common = readChance(wishes.genre, wishes);
  if (!common.ok) return common;
  return {
    ok: true,
    request: {
      ...common.request,
      ...readPlaying(wishes),
      bars,
      key: wishes.key || null,
      tempo: typed,
      metre: wishes.metre,
      mood: wishes.mood || null,
      register: wishes.register,
      chords: wishes.chords.trim() || null,
      plan: wishes.plan && sentPlan(wishes.plan),
    },
  };
}

/** A number of bars in `range`; null if it is none. */
export function readBars(
  typed: string | number | null,
  range: readonly [number, number],
): number | null {
  const bars = Number(typed);
  return typed !== "" && Number.isInteger(bars) && within(bars, range) ? bars : null;
}

/** The genre a panel begins with: the preferred one or jazz if it can be had, else any trained one. */
export function firstGenre(genres: Genre[], preferred = ""): string {
  const trained = genres.filter((genre) => genre.trained);
  const found = [preferred, "jazz"].find((id) => trained.some((genre) => genre.id === id));
  return found ?? (trained[0] ?? genres[0])?.id ?? "";
}

/** Why an upload can be refused before it is sent: the server looks at the rest. */
export function refuseFile(file: Pick<File, "size" | "name">, mostBytes: number): string | null {
  if (file.size === 0) return `${file.name} is empty: 0 bytes.`;
  if (file.size > mostBytes) {
    return `${file.name} is ${megabytes(file.size)}; the most is ${megabytes(mostBytes)}.`;
  }
  return null;
}
