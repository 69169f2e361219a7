/** Turns what was typed into the panels into a request, or says what cannot be. */
import type { ComposeRequest } from "../api/client";
import type { Bootstrap, Genre } from "../api/types";

const MOST_SEED = 2 ** 31 - 1;

export interface Wishes {
  genre: string;
  bars: string | number | null;
  key: string;
  tempo: string | number | null;
  metre: string;
  seed: string;
  /** Empty: let it choose. */
  players: { role: string; program: number }[];
}

export type Read<T> = { ok: true; request: T } | { ok: false; field: string; message: string };

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

/** `tempo` and `seed` may be empty: then they are chosen for you. */
export function readWishes(wishes: Wishes, limits: Bootstrap["limits"]): Read<ComposeRequest> {
  const bars = Number(wishes.bars);
  if (!Number.isInteger(bars) || !within(bars, limits.bars)) {
    return refuse("bars", `Bars: a whole number from ${limits.bars[0]} to ${limits.bars[1]}.`);
  }
  const typed = wishes.tempo === null || wishes.tempo === "" ? null : Number(wishes.tempo);
  if (typed !== null && !within(typed, limits.tempo)) {
    return refuse(
      "tempo",
      `Tempo: ${limits.tempo[0]} to ${limits.tempo[1]} beats a minute, or empty.`,
    );
  }
  const seed = readSeed(wishes.seed);
  if (seed === undefined) return refuse("seed", "Seed: a whole number, or empty.");
  return {
    ok: true,
    request: {
      genre: wishes.genre,
      bars,
      key: wishes.key || null,
      tempo: typed,
      metre: wishes.metre,
      instruments: wishes.players.length ? wishes.players : null,
      seed,
    },
  };
}

/** The genre a panel begins with: jazz if it can be had, else the first that is trained. */
export function firstGenre(genres: Genre[]): string {
  const trained = genres.filter((genre) => genre.trained);
  return (trained.find((genre) => genre.id === "jazz") ?? trained[0] ?? genres[0])?.id ?? "";
}

/** Why an upload can be refused before it is sent: the server looks at the rest. */
export function refuseFile(file: Pick<File, "size" | "name">, mostBytes: number): string | null {
  if (file.size === 0) return `${file.name} is empty: 0 bytes.`;
  if (file.size > mostBytes) {
    return `${file.name} is ${megabytes(file.size)}; the most is ${megabytes(mostBytes)}.`;
  }
  return null;
}

export const megabytes = (bytes: number) =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
