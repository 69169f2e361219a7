/** Knobs of effects: what they are called, how far a turn goes, how their value is said. */
import type { Knob } from "../score/effects";

export const TURNS = 200; // steps over a knob's way

interface Look {
  readonly label: string;
  /** How a value is written, with its unit. */
  readonly said: (value: number) => string;
  /** Equal turns are equal ratios, as ears have it for pitches and times. */
  readonly even?: "ratios";
}

const digits = (value: number) =>
  Math.abs(value) < 10 ? Math.round(value * 10) / 10 : Math.round(value);
const signed = (value: number) => `${value > 0 ? "+" : ""}${digits(value)}`.replace("-", "−");
const decibels = (value: number) => `${signed(value)} dB`;
const hertz = (value: number) =>
  value < 1000 ? `${digits(value)} Hz` : `${digits(value / 1000)} kHz`;
const milliseconds = (value: number) => `${digits(value)} ms`;
const percent = (value: number) => `${Math.round(100 * value)} %`;
const times = (value: number) => `× ${digits(value)}`;

const LOOKS: Readonly<Record<string, Look>> = {
  low_db: { label: "Low", said: decibels },
  mid_db: { label: "Middle", said: decibels },
  mid_hz: { label: "Middle at", said: hertz, even: "ratios" },
  mid_q: { label: "Narrow", said: (value) => `Q ${digits(value)}`, even: "ratios" },
  high_db: { label: "High", said: decibels },
  threshold_db: { label: "Above", said: decibels },
  ratio: { label: "Ratio", said: (value) => `${digits(value)} : 1`, even: "ratios" },
  attack_ms: { label: "Sets in", said: milliseconds, even: "ratios" },
  release_ms: { label: "Lets go", said: milliseconds, even: "ratios" },
  makeup_db: { label: "Made up", said: decibels },
  drive_db: { label: "Drive", said: decibels },
  level_db: { label: "Level", said: decibels },
  tone_hz: { label: "Duller above", said: hertz, even: "ratios" },
  rate_hz: {
    label: "Speed",
    said: (value) => `${Math.round(value * 100) / 100} Hz`,
    even: "ratios",
  },
  depth_ms: { label: "Depth", said: milliseconds },
  feedback: { label: "Feedback", said: percent },
  seconds: { label: "Length", said: (value) => `${digits(value)} s`, even: "ratios" },
  size: { label: "Size", said: times, even: "ratios" },
  predelay_ms: { label: "Begins after", said: milliseconds },
  mix: { label: "Mix", said: percent },
};

const WORDS: Readonly<Record<string, string>> = {
  note: "Every",
  ping_pong: "From side to side",
  space: "Space",
};

export const labelOf = (name: string) => LOOKS[name]?.label ?? WORDS[name] ?? name;
export const saidOf = (name: string, value: number) => LOOKS[name]?.said(value) ?? String(value);

/** Where a knob stands, 0 to TURNS. */
export function turnOf(name: string, { low, high }: Knob, value: number): number {
  const share =
    LOOKS[name]?.even === "ratios"
      ? Math.log(value / low) / Math.log(high / low)
      : (value - low) / (high - low);
  return Math.round(share * TURNS);
}

/** The value of a knob that stands so, in three digits that matter. */
export function valueAt(name: string, { low, high }: Knob, turn: number): number {
  const share = turn / TURNS;
  const value =
    LOOKS[name]?.even === "ratios" ? low * (high / low) ** share : low + share * (high - low);
  return Math.min(Math.max(Number(value.toPrecision(3)), low), high);
}

/** Notes and spaces as they are read out. */
const CHOICES: Readonly<Record<string, string>> = {
  "1/2": "Half",
  "1/4.": "Dotted quarter",
  "1/4": "Quarter",
  "1/8.": "Dotted eighth",
  "1/4t": "Quarter triplet",
  "1/8": "Eighth",
  "1/8t": "Eighth triplet",
  "1/16": "Sixteenth",
};
export const choiceSaid = (word: string) =>
  CHOICES[word] ?? `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
