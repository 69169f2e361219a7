/** What the studio's page carries along, so that it can draw itself without asking first. */
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
import { parseSong, type Song } from "./types";

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

/** What a mood sets where nothing else is asked. */
export interface Mood extends Record<string, unknown> {
  mode: string;
  tempo: [number, number];
  energy: number;
  register: number;
}

export type Moods = Record<string, Mood>;

const mood = record<Mood>({
  mode: string,
  tempo: tuple<[number, number]>(number, number),
  energy: number,
  register: number,
});

export const parseMoods = (value: unknown, path: string): Moods =>
  Object.fromEntries(
    Object.entries(dictionary(value, path)).map(([name, set]) => [
      name,
      mood(set, `${path}.${name}`),
    ]),
  );

/** What the user likes the studio to begin with. */
export interface Preferences extends Record<string, unknown> {
  /** "" as it comes. */
  genre: string;
  tempo: number | null;
  sounds: "exported" | "small" | "synths";
  motion: "system" | "less";
  /** Whether single keys play and edit. */
  keys: boolean;
}

export const AS_IT_COMES: Preferences = {
  genre: "",
  tempo: null,
  sounds: "exported",
  motion: "system",
  keys: true,
};

const preferences = record<Preferences>({
  genre: string,
  tempo: nullable(number),
  sounds: oneOf("exported", "small", "synths"),
  motion: oneOf("system", "less"),
  keys: boolean,
});

export interface Bootstrap extends Record<string, unknown> {
  genres: Genre[];
  roles: RoleChoice[];
  metres: string[];
  keys: string[];
  moods: Moods;
  preferences: Preferences;
  song: Song | null;
  limits: {
    bars: [number, number];
    tempo: [number, number];
    upload_bytes: number;
    recording_bytes: number;
  };
}

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
  moods: withDefault(parseMoods, {}),
  preferences: withDefault(preferences, AS_IT_COMES),
  song: nullable(parseSong),
  limits: record<Bootstrap["limits"]>({
    bars: tuple<[number, number]>(number, number),
    tempo: tuple<[number, number]>(number, number),
    upload_bytes: number,
    recording_bytes: withDefault(number, 0),
  }),
});
