/** The tune of a score as a staff shows it, bar by bar: one voice, its clef and octave. */
import { barSpan, metreAt } from "../../score/bars";
import { leadTrack } from "../../score/lead";
import type { Note, Score } from "../../score/score";
import { indexOf } from "../noteindex";
import { type Played, type Rest, type Written, written } from "./rhythm";
import { alterIn } from "./signature";
import { type Spelt, speller } from "./spelling";

export interface StaffNote extends Written {
  /** Steps above the middle line. */
  readonly step: number;
  /** Octaves that this note is written lower than its neighbours, so that it stays in the lane. */
  readonly octaves: number;
  /** Sign to draw before it; "" where none is needed. */
  readonly sign: string;
}

export interface StaffBar {
  readonly notes: readonly StaffNote[];
  readonly rests: readonly Rest[];
  /** Notes under one beam: places in `notes`, two or more. */
  readonly beams: readonly (readonly number[])[];
}

export interface Staff {
  readonly clef: "treble" | "bass";
  /** Octaves that it is written lower than it sounds. */
  readonly octaves: number;
  bar(index: number): StaffBar;
}

const SIGNS = new Map([
  [-2, "𝄫"],
  [-1, "♭"],
  [0, "♮"],
  [1, "♯"],
  [2, "𝄪"],
]);

const MIDDLE = { treble: 34, bass: 22 } as const; // B4 and D3
const COMFORT = { treble: 71, bass: 50 } as const; // the pitches of these lines

const made = new WeakMap<Score, Staff>();

export function staffOf(score: Score): Staff {
  let staff = made.get(score);
  if (!staff) {
    staff = build(score);
    made.set(score, staff);
  }
  return staff;
}

function build(score: Score): Staff {
  const notes = score.tracks[leadTrack(score)]?.notes ?? [];
  const mean = notes.reduce((sum, note) => sum + note[2], 0) / (notes.length || 1) || 71;
  const clef = mean < 55 ? "bass" : "treble";
  const octaves = Math.round((mean - COMFORT[clef]) / 16);
  const spell = speller(score.key);
  const bars = new Map<number, StaffBar>();
  const lines = { middle: MIDDLE[clef], octaves };
  return {
    clef,
    octaves,
    bar(index) {
      let bar = bars.get(index);
      if (!bar) {
        bar = barOf(score, notes, index, (pitch) => spell(pitch - 12 * octaves), lines.middle);
        bars.set(index, bar);
      }
      return bar;
    },
  };
}

function barOf(
  score: Score,
  notes: readonly Note[],
  index: number,
  spell: (pitch: number) => Spelt,
  middle: number,
): StaffBar {
  const [start, end] = barSpan(score, index);
  const quarter = score.ticksPerQuarter;
  const bar = written(voice(notes, start, end, quarter), (end - start) / quarter);
  const altered = new Map<number, number>();
  const staffed = bar.notes.map((note): StaffNote => {
    const { step, alter } = spell(note.pitch);
    const known = altered.get(step) ?? alterIn(score.key, step);
    if (!note.tied) altered.set(step, alter);
    const sign = note.tied || known === alter ? "" : (SIGNS.get(alter) ?? "");
    return { ...note, ...within(step - middle), sign };
  });
  return { notes: staffed, rests: bar.rests, beams: beams(staffed, beamLength(score, start)) };
}

const REACH = 9; // steps from the middle line: further out lie chord symbols above and keys below
const BACK = 5; // so near a note comes that lies further out: an 8 has room over it

/** Where a note is written, by octaves nearer where it would leave the lane of the staff. */
function within(step: number): Pick<StaffNote, "step" | "octaves"> {
  const over = Math.abs(step);
  const octaves = over > REACH ? Math.sign(step) * Math.ceil((over - BACK) / 7) : 0;
  return { step: step - 7 * octaves, octaves };
}

/** The highest note at each time, ending where the next begins. */
function voice(notes: readonly Note[], start: number, end: number, quarter: number): Played[] {
  const found: Played[] = [];
  indexOf(notes).between(start, end - 1, (note) => {
    const from = Math.max(start, note[0]);
    if (note[0] + note[1] <= from || Math.min(end, note[0] + note[1]) - from < quarter / 12) return;
    const at = (from - start) / quarter;
    const last = found.at(-1);
    const played = {
      at,
      length: (Math.min(end, note[0] + note[1]) - from) / quarter,
      pitch: note[2],
      tied: note[0] < start,
    };
    if (!last || at - last.at > TOGETHER) found.push(played);
    else if (note[2] > last.pitch) found[found.length - 1] = { ...played, at: last.at };
  });
  return found;
}

const TOGETHER = 0.1; // quarters: notes closer than that are a chord

/** Quarters under one beam: half a bar of 4/4, a dotted quarter in 6/8, else a beat. */
function beamLength(score: Score, tick: number): number {
  const [numerator, denominator] = metreAt(score, tick);
  if (denominator === 8 && numerator % 3 === 0) return 1.5;
  return numerator === 4 && denominator === 4 ? 2 : 4 / denominator;
}

function beams(notes: readonly StaffNote[], unit: number): number[][] {
  const groups: number[][] = [];
  let group: number[] = [];
  notes.forEach((note, i) => {
    const before = notes[i - 1];
    const joins =
      before &&
      group.length &&
      Math.floor(note.at / unit + 0.02) === Math.floor(before.at / unit + 0.02) &&
      note.at - before.at <= 0.8;
    if (!joins || note.value.base < 8) {
      if (group.length > 1) groups.push(group);
      group = [];
    }
    if (note.value.base >= 8) group.push(i);
  });
  if (group.length > 1) groups.push(group);
  return groups;
}
