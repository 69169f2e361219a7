/** How loud the notes of a score are to be expected, before anybody has heard them. */
import type { Score, Track } from "../score/score";
import { TempoMap } from "../score/tempo";
import { type Change, Changes, EXPRESSION, usualOf, VOLUME } from "./changes";

/**
 * By families of General MIDI's sounds, eight programs each, and drums: the power of a full note's
 * beginning and of a second of it. Fitted to renderings; see docs/ARCHITECTURE.md.
 */
const STRUCK = [
  0.0017, 0.00066, 0.0012, 0.0015, 0.0013, 0.00048, 0.00067, 0.0018, 0.0014, 0.0018, 0.0018, 0.0028,
  0.0016, 0.0013, 0.0017, 0.0013, 0.001,
];
const HELD = [
  0.0023, 0.0036, 0.0089, 0.0077, 0.017, 0.015, 0.0067, 0.03, 0.02, 0.026, 0.068, 0.027, 0.011,
  0.0096, 0.019, 0.012, 0.012,
];
const DRUMS = STRUCK.length - 1;
const KNOBS = [VOLUME, EXPRESSION];
const OFFSET = -0.691; // LUFS of a power of one, as ITU-R BS.1770-4 has it
const USUAL = -24; // LUFS of a band where little is known yet
const DOUBT = 1; // s for which that holds against what is known

/** In LUFS, as a rendering without a master comes out; what mixers set is left aside. */
export function expectedLoudness(
  score: Pick<Score, "tracks" | "tempos" | "ticksPerQuarter">,
): number {
  const tempo = new TempoMap(score.ticksPerQuarter, score.tempos);
  const spans: [from: number, to: number][] = [];
  let power = 0;
  for (const track of score.tracks) {
    const family = track.isDrum ? DRUMS : track.program >> 3;
    const [struck, held] = [STRUCK[family] as number, HELD[family] as number];
    const turned = turnedOf(track);
    for (const [onset, duration, , velocity] of track.notes) {
      const span = [tempo.secondsAt(onset), tempo.secondsAt(onset + duration)] as [number, number];
      // Velocities, volumes and expression are squared, and power is the square of that.
      power += (turned(onset) * (velocity / 127)) ** 4 * (struck + held * (span[1] - span[0]));
      spans.push(span);
    }
  }
  const seconds = covered(spans);
  if (!power || !seconds) return USUAL;
  const lufs = OFFSET + 10 * Math.log10(power / seconds);
  return (lufs * seconds + USUAL * DOUBT) / (seconds + DOUBT);
}

/** How far a track's volume and expression are open at a tick, 0–1; ticks have to be asked for in order. */
function turnedOf(track: Track): (tick: number) => number {
  const changes = Changes.of({ tracks: [track] }).between(0, Number.POSITIVE_INFINITY);
  const at = new Map(KNOBS.map((kind) => [kind, usualOf(kind)]));
  let next = 0;
  return (tick) => {
    for (; next < changes.length && (changes[next] as Change).tick <= tick; next++) {
      const { kind, value } = changes[next] as Change;
      if (at.has(kind)) at.set(kind, value);
    }
    return KNOBS.reduce((open, kind) => (open * (at.get(kind) as number)) / 127, 1);
  };
}

/** Seconds in which anything sounds. */
function covered(spans: [from: number, to: number][]): number {
  let [seconds, until] = [0, 0];
  for (const [from, to] of spans.sort((a, b) => a[0] - b[0])) {
    seconds += Math.max(to - Math.max(from, until), 0);
    until = Math.max(until, to);
  }
  return seconds;
}
