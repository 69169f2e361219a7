/** Edits in words, as the list shows them. */
import { pitchName } from "../roll/geometry";
import { type Effect, LOUDNESS, TITLES } from "../score/effects";
import { programName } from "../score/programs";
import type { Edit } from "./edit";
import type { Player } from "./players";
import { RECORDING } from "./verb";

type Values = Readonly<Record<string, unknown>>;
type Players = readonly Player[];

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
function where(edit: Values, players: Players): string {
  const tracks = Array.isArray(edit.tracks)
    ? edit.tracks.map((track) => players[track]?.name ?? `track ${track + 1}`).join(", ")
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

/** "softest 40, loudest 110": what both ends of a curve become. */
function curve(points: unknown): string {
  const levels = Array.isArray(points) ? points.map(([, level]) => num(level)) : [];
  return `softest ${levels[0]}, loudest ${levels.at(-1)}`;
}

/** What a model wrote a player by. */
function written(edit: Values): string {
  const recipe = edit.recipe as Values;
  const some = recipe.first_bar || recipe.last_bar ? `, ${bars(recipe)}` : "";
  return `written by the model (${recipe.genre}, seed ${recipe.seed}${some})`;
}

type Telling = (edit: Values, track: string, players: Players) => string;

const WORDS: Readonly<Record<string, Telling>> = {
  notes: (edit, track) => `${track}: ${notes(edit)}`,
  volume: (edit, track) => `${track}: volume ${signed(num(edit.gain_db))} dB`,
  pan: (edit, track) => `${track}: ${pan(num(edit.position))}`,
  mute: (edit, track) => `${track}: ${edit.muted ? "muted" : "heard again"}`,
  effects: (edit, track) => `${track}: ${chainSaid(edit.chain)}`,
  recording: () => "The recording follows bars that were moved",
  master: (edit) =>
    `Master: ${signed(num(edit.loudness_lufs, LOUDNESS))} LUFS, ${chainSaid(edit.chain)}`,
  instrument: (edit, track, players) =>
    `${track}: plays ${programName(num(edit.program), players[num(edit.track)]?.isDrum)}`,
  tempo: (edit) => `Tempo ${edit.bpm}${where(edit, [])}`,
  tempo_ramp: (edit) => `Tempo from ${edit.from_bpm} to ${edit.to_bpm}: ${bars(edit)}`,
  tempo_scale: (edit) => `${edit.percent} % of the tempo`,
  transpose: (edit, _, players) =>
    `Transpose ${upDown(num(edit.semitones), "semitone")}${where(edit, players)}`,
  key: (edit) => `Into ${edit.key}${edit.from_key ? ` from ${edit.from_key}` : ""}`,
  octave: (edit, _, players) =>
    `Move ${upDown(num(edit.octaves), "octave")}${where(edit, players)}`,
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
  split: (edit, track) => `Split ${track} below ${pitchName(num(edit.pitch))}`,
  merge: (edit, track, players) =>
    `${track} joins ${players[num(edit.into)]?.name ?? "another player"}`,
  quantise: (edit, _, players) =>
    `Quantise to 1/${4 * num(edit.grid, 1)}, ${num(edit.strength, 100)} %${
      num(edit.swing, 50) > 50 ? `, swing ${edit.swing} %` : ""
    }${where(edit, players)}`,
  humanise: (edit, _, players) =>
    `Humanise (time ${num(edit.timing, 20)}, touch ${num(edit.velocity, 8)})${where(edit, players)}`,
  velocity: (edit, _, players) => `Curve of touch, ${curve(edit.points)}${where(edit, players)}`,
  fade: (edit, _, players) =>
    `Fade from ${edit.from_percent} % to ${edit.to_percent} %${where(edit, players)}`,
  legato: (edit, _, players) => `Legato${where(edit, players)}`,
  staccato: (edit, _, players) => `Shorten to ${num(edit.percent, 50)} %${where(edit, players)}`,
};

/** One edit in words; `players` are those at its place of the list. */
export function inWords(edit: Edit, players: Players): string {
  const track =
    edit.track === RECORDING
      ? "Recording"
      : (players[num(edit.track, -1)]?.name ?? `Track ${num(edit.track) + 1}`);
  return WORDS[edit.verb]?.(edit, track, players) ?? `An edit called “${edit.verb}”`;
}
