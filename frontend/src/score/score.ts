/** The score as the browser holds it: plain lists in ticks, checked when they arrive. */
import {
  boolean,
  type Check,
  integer,
  list,
  nullable,
  number,
  string,
  tuple,
  ValidationError,
  withDefault,
} from "../lib/check";
import { type Chain, type Mastering, parseChain, parseMastering } from "./effects";
import { AS_IT_WAS, type Beside } from "./recording";

/** Times in ticks; pitch and velocity 0–127. */
export type Note = readonly [onset: number, duration: number, pitch: number, velocity: number];

export type Control = readonly [tick: number, number: number, value: number];
export type Bend = readonly [tick: number, value: number];

export interface Track {
  readonly name: string;
  /** "melody", "bass" …; empty on parts that were only read. */
  readonly role: string;
  /** General MIDI, counted from 0. */
  readonly program: number;
  readonly isDrum: boolean;
  /** What a mixer set: a gain over what the file says, a place from −1 (left) to 1, silence. */
  readonly volumeDb: number;
  readonly pan: number;
  readonly muted: boolean;
  /** What its sound goes through. */
  readonly effects: Chain;
  readonly notes: readonly Note[];
  /** What the file turns: pedal, volume, place …; in time order. */
  readonly controls: readonly Control[];
  /** Where it turns the pitch wheel, −8192 to 8191; in time order. */
  readonly bends: readonly Bend[];
}

/** What begins at ticks, by name. */
export type Named = readonly (readonly [tick: number, name: string])[];

export interface Score {
  readonly ticksPerQuarter: number;
  /** The tick at which the last note stops. */
  readonly end: number;
  readonly tempos: readonly (readonly [tick: number, bpm: number])[];
  readonly metres: readonly (readonly [tick: number, numerator: number, denominator: number])[];
  /** The first of `keys`. */
  readonly key: string | null;
  /** What the file says about its keys. */
  readonly keys: Named;
  /** Where sections begin, and what they are called; in time order. */
  readonly markers: Named;
  /** Where each bar starts, in ticks, rising. */
  readonly bars: readonly number[];
  /** Chord symbols, as the server hears them; between an edit and its answer, as verbs carry them. */
  readonly chords: Named;
  readonly tracks: readonly Track[];
  /** What is done to all players together; null for the usual. */
  readonly mastering: Mastering | null;
  /** How the recording that the notes were heard in, if there is one, is played beside them. */
  readonly recording: Beside;
}

const tick = integer(0);
const byte = integer(0, 127);

/** Notes come by the thousand, so they are checked in one plain loop. */
const notes: Check<readonly Note[]> = (value, path) => {
  if (!Array.isArray(value)) throw new ValidationError(path, "a list of notes", value);
  for (let i = 0; i < value.length; i++) {
    const note = value[i];
    const good =
      Array.isArray(note) &&
      note.length === 4 &&
      note.every(Number.isInteger) &&
      note[0] >= 0 &&
      note[1] >= 0 &&
      note[2] >= 0 &&
      note[2] <= 127 &&
      note[3] >= 0 &&
      note[3] <= 127;
    if (!good) {
      throw new ValidationError(`${path}[${i}]`, "[onset, duration, pitch, velocity]", note);
    }
  }
  return value as unknown as readonly Note[];
};

const positive: Check<number> = (value, path) => {
  const found = number(value, path);
  if (found <= 0) throw new ValidationError(path, "a number above 0", value);
  return found;
};

const tempos = list(tuple<[number, number]>(tick, positive));
const metres = list(tuple<[number, number, number]>(tick, integer(1, 64), integer(1, 64)));
export const named: Check<Named> = withDefault(list(tuple<[number, string]>(tick, string)), []);
const controls = withDefault(list(tuple<[number, number, number]>(tick, byte, byte)), []);
const bends = withDefault(list(tuple<[number, number]>(tick, integer(-8192, 8191))), []);
const zero = withDefault(number, 0);
const no = withDefault(boolean, false);
const effects = withDefault(parseChain, []);
const mastering = nullable(parseMastering);
const bars = list(tick);
const name = withDefault(string, "");
const key = nullable(string);

function track(value: unknown, path: string): Track {
  if (typeof value !== "object" || value === null) {
    throw new ValidationError(path, "a track", value);
  }
  const from = value as Record<string, unknown>;
  return {
    name: name(from.name, `${path}.name`),
    role: name(from.role, `${path}.role`),
    program: byte(from.program, `${path}.program`),
    isDrum: boolean(from.is_drum, `${path}.is_drum`),
    volumeDb: zero(from.volume_db, `${path}.volume_db`),
    pan: zero(from.pan, `${path}.pan`),
    muted: no(from.muted, `${path}.muted`),
    effects: effects(from.effects, `${path}.effects`),
    notes: notes(from.notes, `${path}.notes`),
    controls: controls(from.controls, `${path}.controls`),
    bends: bends(from.bends, `${path}.bends`),
  };
}

/** Reads the server's JSON of a score. Throws a ValidationError that names the place. */
export const parseScore: Check<Score> = (value, path = "score") => {
  if (typeof value !== "object" || value === null) {
    throw new ValidationError(path, "a score", value);
  }
  const from = value as Record<string, unknown>;
  const starts = bars(from.bars, `${path}.bars`);
  if (starts.some((start, i) => i > 0 && start <= (starts[i - 1] ?? -1))) {
    throw new ValidationError(`${path}.bars`, "rising ticks", from.bars);
  }
  return {
    ticksPerQuarter: integer(1)(from.ticks_per_quarter, `${path}.ticks_per_quarter`),
    end: tick(from.end, `${path}.end`),
    tempos: tempos(from.tempos, `${path}.tempos`),
    metres: metres(from.metres, `${path}.metres`),
    key: key(from.key, `${path}.key`),
    keys: named(from.keys, `${path}.keys`),
    markers: named(from.markers, `${path}.markers`),
    bars: starts,
    chords: named(from.chords, `${path}.chords`),
    tracks: list(track)(from.tracks, `${path}.tracks`),
    mastering: mastering(from.mastering, `${path}.mastering`),
    recording: AS_IT_WAS,
  };
};

/** All notes of all tracks. */
export function noteCount(score: Score): number {
  return score.tracks.reduce((sum, part) => sum + part.notes.length, 0);
}
