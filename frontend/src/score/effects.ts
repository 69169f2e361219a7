/**
 * What a mixer does to the sound of a player or of all; the mirror of backend/music/score/effects.py:
 * the same kinds, bounds and defaults, in the same order.
 */
import {
  boolean,
  type Check,
  dictionary,
  list,
  number,
  oneOf,
  ValidationError,
} from "../lib/check";

export const MAX_CHAIN = 8;
export const LOUDNESS = -14; // LUFS
export const CEILING = -1; // dBTP

export type Value = number | string | boolean;

export interface Knob {
  readonly low: number;
  readonly high: number;
  readonly usual: number;
}
export interface Choice {
  readonly words: readonly string[];
  readonly usual: string;
}
export interface Switch {
  readonly usual: boolean;
}
export type Setting = Knob | Choice | Switch;

/** In quarters; a dot makes a note half as long again, a t two thirds as long. */
export const QUARTERS: Readonly<Record<string, number>> = {
  "1/2": 2,
  "1/4.": 1.5,
  "1/4": 1,
  "1/8.": 0.75,
  "1/4t": 2 / 3,
  "1/8": 0.5,
  "1/8t": 1 / 3,
  "1/16": 0.25,
};
export const SPACES = ["studio", "chamber", "hall", "cathedral"] as const;

const knob = (low: number, high: number, usual: number): Knob => ({ low, high, usual });
const boost = knob(-18, 18, 0);
const cutoff = (usual: number) => knob(500, 18_000, usual);
const mix = (usual: number) => knob(0, 1, usual);

export const KINDS = {
  eq: {
    low_db: boost,
    mid_db: boost,
    mid_hz: knob(100, 8000, 1000),
    mid_q: knob(0.3, 6, 1),
    high_db: boost,
  },
  compressor: {
    threshold_db: knob(-60, 0, -24),
    ratio: knob(1, 20, 3),
    attack_ms: knob(0.1, 200, 10),
    release_ms: knob(10, 2000, 150),
    makeup_db: knob(0, 24, 0),
  },
  drive: { drive_db: knob(0, 36, 12), tone_hz: cutoff(8000), level_db: knob(-24, 12, 0) },
  chorus: { rate_hz: knob(0.05, 8, 0.8), depth_ms: knob(0, 8, 2.5), mix: mix(0.5) },
  delay: {
    note: { words: Object.keys(QUARTERS), usual: "1/8." },
    feedback: knob(0, 0.9, 0.35),
    tone_hz: cutoff(4000),
    ping_pong: { usual: false },
    mix: mix(0.25),
  },
  reverb: {
    seconds: knob(0.2, 8, 1.8),
    size: knob(0.3, 2, 1),
    tone_hz: cutoff(6000),
    predelay_ms: knob(0, 200, 15),
    mix: mix(0.25),
  },
  convolution: { space: { words: SPACES, usual: "hall" }, mix: mix(0.25) },
} satisfies Record<string, Readonly<Record<string, Setting>>>;

export type Kind = keyof typeof KINDS;

export const TITLES: Readonly<Record<Kind, string>> = {
  eq: "EQ",
  compressor: "Compressor",
  drive: "Drive",
  chorus: "Chorus",
  delay: "Delay",
  reverb: "Reverb",
  convolution: "Room",
};
export const kindNames = Object.keys(KINDS) as Kind[];

type ValueOf<S> = S extends Knob ? number : S extends Choice ? string : boolean;
type Settings<K extends Kind> = {
  readonly [N in keyof (typeof KINDS)[K]]: ValueOf<(typeof KINDS)[K][N]>;
};

/** One effect of a chain; switched off it keeps its place and its settings. */
export type Effect<K extends Kind = Kind> = K extends Kind
  ? { readonly kind: K; readonly on: boolean } & Settings<K>
  : never;
export type Chain = readonly Effect[];

/** What is done to all players together: a chain, then a gain, then a limiter. */
export interface Mastering {
  readonly chain: Chain;
  readonly loudness_lufs: number;
  readonly ceiling_db: number;
}

/** The master of a song that says nothing about it. */
export const DEFAULT: Mastering = { chain: [], loudness_lufs: LOUDNESS, ceiling_db: CEILING };

export const settingsOf = (kind: Kind) => KINDS[kind] as Readonly<Record<string, Setting>>;

/** An effect of a kind, with its usual settings but for those that are given. */
export function effectOf(kind: Kind, values: Readonly<Record<string, Value>> = {}): Effect {
  const usual = Object.entries(settingsOf(kind)).map(([name, { usual }]) => [name, usual]);
  return { kind, on: true, ...Object.fromEntries(usual), ...values } as Effect;
}

export function between(low: number, high: number): Check<number> {
  return (value, path) => {
    const found = number(value, path);
    if (found < low || found > high)
      throw new ValidationError(path, `a number from ${low} to ${high}`, value);
    return found;
  };
}

function checkOf(setting: Setting): Check<Value> {
  if ("low" in setting) return between(setting.low, setting.high);
  return "words" in setting ? oneOf(...setting.words) : boolean;
}

/** What was left out is as usual; null was not left out. */
function given<T>(value: unknown, check: Check<T>, usual: T, path: string): T {
  return value === undefined ? usual : check(value, path);
}

const kindOf = oneOf(...kindNames);

const parseEffect: Check<Effect> = (value, path) => {
  const from = dictionary(value, path);
  const kind = kindOf(from.kind, `${path}.kind`);
  const settings = settingsOf(kind);
  for (const name of Object.keys(from)) {
    if (name !== "kind" && name !== "on" && !(name in settings)) {
      throw new ValidationError(`${path}.${name}`, `no such setting of ${kind}`, from[name]);
    }
  }
  const found = Object.entries(settings).map(([name, setting]) => {
    return [name, given(from[name], checkOf(setting), setting.usual, `${path}.${name}`)];
  });
  const on = given(from.on, boolean, true, `${path}.on`);
  return { kind, on, ...Object.fromEntries(found) } as Effect;
};

export const parseChain: Check<Chain> = (value, path) => {
  const found = list(parseEffect)(value, path);
  if (found.length > MAX_CHAIN)
    throw new ValidationError(path, `at most ${MAX_CHAIN} effects`, value);
  return found;
};

export const loudness = between(-40, -6);
export const ceiling = between(-12, CEILING);

export const parseMastering: Check<Mastering> = (value, path) => {
  const from = dictionary(value, path);
  return {
    chain: given(from.chain, parseChain, [], `${path}.chain`),
    loudness_lufs: given(from.loudness_lufs, loudness, LOUDNESS, `${path}.loudness_lufs`),
    ceiling_db: given(from.ceiling_db, ceiling, CEILING, `${path}.ceiling_db`),
  };
};
