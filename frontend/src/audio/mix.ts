/** How players are heard, and the mixer's arithmetic: decibels, faders, and who is heard when somebody plays alone. */
import type { Chain } from "../score/effects";
import type { Track } from "../score/score";
import { EXPRESSION, PAN, usualOf, VOLUME } from "./changes";
import type { SynthName } from "./voice";

export const SOFTEST = -60; // dB; the fader's lower end, which is silence
export const LOUDEST = 6; // dB
export const STEP = 0.5; // dB an arrow key

/** How one player is heard. */
export interface Seat {
  readonly program: number;
  readonly isDrum: boolean;
  /** One of Tone's instruments instead of the SoundFont's program. */
  readonly synth: SynthName | null;
  readonly decibels: number;
  /** −1 (left) to 1 (right). */
  readonly pan: number;
  readonly muted: boolean;
  readonly solo: boolean;
  readonly effects: Chain;
}

export const clamp = (value: number, low: number, high: number) =>
  Math.min(high, Math.max(low, value));

/** The factor of a number of decibels; the fader's lower end is silence. */
export function gainOf(decibels: number): number {
  return decibels <= SOFTEST ? 0 : 10 ** (Math.min(decibels, LOUDEST) / 20);
}

/** What a player's file turned last, by kind; the usual where it said nothing. */
export type Knobs = ReadonlyMap<number, number>;

export const NO_KNOBS: Knobs = new Map();

export const knob = (knobs: Knobs, kind: number) => knobs.get(kind) ?? usualOf(kind);

/**
 * The gain of a fader over what the file says. As in a MIDI file, where it multiplies every volume,
 * what comes out louder than 127 is 127; the mirror of backend/music/midi/mixing.py.
 */
export function faderOver(knobs: Knobs, decibels: number): number {
  return Math.min(gainOf(decibels), (127 / Math.max(knob(knobs, VOLUME), 1)) ** 2);
}

/** The factor of a file's own volume and expression, 1 for the usual: General MIDI's square law. */
export function writtenGain(knobs: Knobs): number {
  const volume = knob(knobs, VOLUME) / usualOf(VOLUME);
  const expression = knob(knobs, EXPRESSION) / usualOf(EXPRESSION);
  return (volume * expression) ** 2;
}

/** The place of a file, −1 to 1, unless a mixer named another. */
export function placeOf(knobs: Knobs, pan: number): number {
  return pan || clamp((knob(knobs, PAN) - usualOf(PAN)) / usualOf(PAN), -1, 1);
}

/** Which players are heard: those that play alone if there are any, else those that are not muted. */
export function audible(seats: readonly Pick<Seat, "muted" | "solo">[]): boolean[] {
  const alone = seats.some((seat) => seat.solo);
  return seats.map((seat) => !seat.muted && (!alone || seat.solo));
}

/** "−3.5 dB", "0 dB", "off". */
export function decibelsSaid(decibels: number): string {
  if (decibels <= SOFTEST) return "off";
  const rounded = Math.round(decibels * 10) / 10;
  const sign = rounded < 0 ? "−" : rounded > 0 ? "+" : "";
  return `${sign}${Math.abs(rounded)} dB`;
}

/** "centre", "30 % left". */
export function panSaid(pan: number): string {
  const percent = Math.round(Math.abs(pan) * 100);
  return percent === 0 ? "centre" : `${percent} % ${pan < 0 ? "left" : "right"}`;
}

/** Where a level stands on a meter from 0 to 1: 60 dB over its height. */
export function meterOf(amplitude: number): number {
  if (amplitude <= 0) return 0;
  return clamp(1 + (20 * Math.log10(amplitude)) / -SOFTEST, 0, 1);
}

/** How players are heard if nobody chose otherwise: as their score says. */
export function asWritten(tracks: readonly Track[]): Seat[] {
  return tracks.map(({ program, isDrum, volumeDb, pan, muted, effects }) => ({
    ...{ program, isDrum, pan, muted, effects },
    ...{ synth: null, decibels: volumeDb, solo: false },
  }));
}
