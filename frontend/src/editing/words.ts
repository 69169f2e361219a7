/** Edits in words, as the list shows them. */
import { type Effect, LOUDNESS, TITLES } from "../score/effects";
import { programName } from "../score/programs";
import type { Score } from "../score/score";
import type { Edit } from "./edit";
import { RECORDING } from "./verb";

type Values = Readonly<Record<string, unknown>>;
type Names = readonly string[];

const often = (n: number) => (n === 1 ? "once" : `${n} times`);
const count = (n: number, one: string) => `${n} ${one}${n === 1 ? "" : "s"}`;
const signed = (n: number) => (n > 0 ? `+${n}` : `${n}`.replace("-", "−"));
const num = (value: unknown, otherwise = 0) => (typeof value === "number" ? value : otherwise);
const size = (value: unknown) => (Array.isArray(value) ? value.length : 0);
const upDown = (n: number, what: string) => `${n < 0 ? "down" : "up"} ${count(Math.abs(n), what)}`;

function bars({ first_bar, last_bar }: Values): string {
  if (first_bar === last_bar && first_bar) return `bar ${first_bar}`;
  return `bars ${first_bar ?? 1}–${last_bar ?? "end"}`;
}

/** Where an edit with a scope holds; empty where it is the whole song. */
function where(edit: Values, names: Names): string {
  const tracks = Array.isArray(edit.tracks)
    ? edit.tracks.map((track) => names[track] ?? `track ${track + 1}`).join(", ")
    : "";
  const some = edit.first_bar || edit.last_bar ? bars(edit) : "";
  const found = [tracks, some].filter(Boolean).join(", ");
  return found && `: ${found}`;
}

function pan(position: number): string {
  if (position === 0) return "in the middle";
  return `${Math.round(Math.abs(position) * 100)} % ${position < 0 ? "left" : "right"}`;
}

function notes(edit: Values): string {
  const [gone, added] = [size(edit.remove), size(edit.add)];
  if (gone && gone === added) return `${count(gone, "note")} changed`;
  const parts = [
    added && `${count(added, "note")} put in`,
    gone && `${count(gone, "note")} taken out`,
  ];
  return parts.filter(Boolean).join(", ") || "Nothing changed";
}

/** "EQ, then room"; "no effects". */
function chainSaid(chain: unknown): string {
  const kinds = Array.isArray(chain)
    ? chain.map((effect: Effect) => TITLES[effect.kind] ?? "")
    : [];
  return kinds.join(", ").toLowerCase() || "no effects";
}

/** What a model wrote a player by. */
function written(edit: Values): string {
  const recipe = edit.recipe as Values;
  const some = recipe.first_bar || recipe.last_bar ? `, ${bars(recipe)}` : "";
  return `written by the model (${recipe.genre}, seed ${recipe.seed}${some})`;
}

type Telling = (edit: Values, track: string, names: Names) => string;

const WORDS: Readonly<Record<string, Telling>> = {
  notes: (edit, track) => `${track}: ${notes(edit)}`,
  volume: (edit, track) => `${track}: volume ${signed(num(edit.gain_db))} dB`,
  pan: (edit, track) => `${track}: ${pan(num(edit.position))}`,
  mute: (edit, track) => `${track}: ${edit.muted ? "muted" : "heard again"}`,
  effects: (edit, track) => `${track}: ${chainSaid(edit.chain)}`,
  recording: () => "The recording follows bars that were moved",
  master: (edit) =>
    `Master: ${signed(num(edit.loudness_lufs, LOUDNESS))} LUFS, ${chainSaid(edit.chain)}`,
  instrument: (edit, track) => `${track}: plays ${programName(num(edit.program))}`,
  tempo: (edit) => `Tempo ${edit.bpm}${where(edit, [])}`,
  tempo_ramp: (edit) => `Tempo from ${edit.from_bpm} to ${edit.to_bpm}: ${bars(edit)}`,
  tempo_scale: (edit) => `${edit.percent} % of the tempo`,
  transpose: (edit, _, names) =>
    `Transpose ${upDown(num(edit.semitones), "semitone")}${where(edit, names)}`,
  key: (edit) => `Into ${edit.key}${edit.from_key ? ` from ${edit.from_key}` : ""}`,
  octave: (edit, _, names) => `Move ${upDown(num(edit.octaves), "octave")}${where(edit, names)}`,
  cut: (edit) => `Cut ${bars(edit)}`,
  copy: (edit) => `Copy ${bars(edit)} before bar ${edit.to_bar}`,
  insert: (edit) => `Insert ${count(num(edit.bars), "bar")} before bar ${edit.before_bar}`,
  repeat: (edit) => `Repeat ${bars(edit)}, ${often(num(edit.times, 1))} more`,
  loop: (edit) => `Only ${bars(edit)}, ${often(num(edit.times, 1))}`,
  marker: (edit) =>
    edit.name ? `Bar ${edit.bar} begins “${edit.name}”` : `No section begins at bar ${edit.bar}`,
  add_track: (edit) => `New player: ${edit.name}`,
  write_track: (edit) => `${edit.name}, ${written(edit)}`,
  double_track: (edit, track) =>
    `Double ${track}${edit.octaves ? ` ${upDown(num(edit.octaves), "octave")}` : ""}`,
  remove_track: (_, track) => `Without ${track}`,
  split: (edit, track) => `Split ${track} below pitch ${edit.pitch}`,
  merge: (edit, track, names) => `${track} joins ${names[num(edit.into)] ?? "another player"}`,
  quantise: (edit, _, names) =>
    `Quantise to 1/${4 * num(edit.grid, 1)}, ${num(edit.strength, 100)} %${
      num(edit.swing, 50) > 50 ? `, swing ${edit.swing} %` : ""
    }${where(edit, names)}`,
  humanise: (edit, _, names) =>
    `Humanise (time ${num(edit.timing, 20)}, touch ${num(edit.velocity, 8)})${where(edit, names)}`,
  velocity: (edit, _, names) => `Another curve of touch${where(edit, names)}`,
  fade: (edit, _, names) =>
    `Fade from ${edit.from_percent} % to ${edit.to_percent} %${where(edit, names)}`,
  legato: (edit, _, names) => `Legato${where(edit, names)}`,
  staccato: (edit, _, names) => `Shorten to ${num(edit.percent, 50)} %${where(edit, names)}`,
};

/** One edit in words; `names` are the players as they are at its place of the list. */
export function inWords(edit: Edit, names: Names): string {
  const track =
    edit.track === RECORDING
      ? "Recording"
      : (names[num(edit.track, -1)] ?? `Track ${num(edit.track) + 1}`);
  return WORDS[edit.verb]?.(edit, track, names) ?? `An edit called “${edit.verb}”`;
}

/** What players are called; those without a name by their sound. */
export function namesOf(score: Score): string[] {
  return score.tracks.map((track) => track.name || programName(track.program, track.isDrum));
}

/** The players' names before each step of a list. */
export function namesAlong(base: Score, edits: readonly Edit[]): Names[] {
  let names: Names = namesOf(base);
  return edits.map((edit) => {
    const before = names;
    if (edit.enabled) names = after(edit, names);
    return before;
  });
}

function after(edit: Edit, names: Names): Names {
  const track = num(edit.track);
  switch (edit.verb) {
    case "add_track":
    case "write_track":
      return [...names, String(edit.name)];
    case "double_track":
      return [...names, `${names[track]} (double)`];
    case "split":
      return [...names, `${names[track]} (low)`];
    case "remove_track":
    case "merge":
      return names.filter((_, index) => index !== track);
    default:
      return names;
  }
}
