/** Where a fader stands for a number of decibels: the upper two thirds are the ones that matter. */
import { clamp, LOUDEST, SOFTEST } from "../audio/mix";

const KNEE_DB = -18; // half-way decibels of every desk: above it the way is long, below it short
const KNEE = 0.35; // of the fader's length lies below

/** 0 (bottom) to 1 (top). */
export function toFader(decibels: number): number {
  const value = clamp(decibels, SOFTEST, LOUDEST);
  if (value <= KNEE_DB) return (KNEE * (value - SOFTEST)) / (KNEE_DB - SOFTEST);
  return KNEE + ((1 - KNEE) * (value - KNEE_DB)) / (LOUDEST - KNEE_DB);
}

/** The other way round, in steps of half a decibel. */
export function fromFader(place: number): number {
  const at = clamp(place, 0, 1);
  const decibels =
    at <= KNEE
      ? SOFTEST + (at / KNEE) * (KNEE_DB - SOFTEST)
      : KNEE_DB + ((at - KNEE) / (1 - KNEE)) * (LOUDEST - KNEE_DB);
  return Math.round(decibels * 2) / 2;
}
