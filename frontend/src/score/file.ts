/** A melody as a Standard MIDI File: one track with its tempos and metres. */
import type { Note, Score } from "./score";

type Event = readonly [tick: number, order: number, bytes: readonly number[]];

const END_OF_TRACK = [0xff, 0x2f, 0];

/** Seven bits a byte, the highest first; all but the last have their eighth bit set. */
function variable(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}

const big = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, index) => (value >> (8 * (bytes - 1 - index))) & 0xff);

const letters = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

function chunk(name: string, bytes: readonly number[]): number[] {
  return [...letters(name), ...big(bytes.length, 4), ...bytes];
}

/** The bytes of a file that holds `notes` on one channel, with the tempos and metres of `score`. */
export function melodyFile(
  score: Pick<Score, "ticksPerQuarter" | "tempos" | "metres">,
  notes: readonly Note[],
  program = 0,
): Uint8Array<ArrayBuffer> {
  const events: Event[] = [[0, 0, [0xc0, program]]];
  for (const [tick, bpm] of score.tempos) {
    events.push([tick, 0, [0xff, 0x51, 3, ...big(Math.round(60_000_000 / bpm), 3)]]);
  }
  for (const [tick, numerator, denominator] of score.metres) {
    events.push([tick, 0, [0xff, 0x58, 4, numerator, Math.round(Math.log2(denominator)), 24, 8]]);
  }
  for (const [onset, duration, pitch, velocity] of notes) {
    events.push([onset, 2, [0x90, pitch, velocity]]);
    events.push([onset + duration, 1, [0x80, pitch, 64]]); // before what begins there
  }
  events.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let before = 0;
  const body = events.flatMap(([tick, , bytes]) => {
    const delta = variable(tick - before);
    before = tick;
    return [...delta, ...bytes];
  });
  const header = [...big(0, 2), ...big(1, 2), ...big(score.ticksPerQuarter, 2)];
  return new Uint8Array([
    ...chunk("MThd", header),
    ...chunk("MTrk", [...body, 0, ...END_OF_TRACK]),
  ]);
}
