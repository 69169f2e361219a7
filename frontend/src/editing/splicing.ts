/**
 * Puts pieces of a score one behind the other: notes and everything that stands on its time line.
 * A piece begins in the metre, tempo, key, chord and controls that held where it was taken from. A note
 * that would sound on past the end of its piece is cut there, unless the music goes on as it did.
 */
import type { Note, Score } from "../score/score";
import { stretchesAlong } from "./beside";
import { barLength, fromStart } from "./layout";
import type { Piece, Placed } from "./pieces";
import { bendsAlong, changing, controlsAlong, marksAlong } from "./statelines";
import { marksOf, withMarks } from "./tempos";
import { laid } from "./tracks";

export function spliced(score: Score, pieces: readonly Piece[]): Score {
  const placed = placedOf(joined(pieces));
  const keys = changing(marksAlong(score.keys, placed));
  const tracks = score.tracks.map((track) => ({
    ...track,
    notes: placed.flatMap(([piece, place]) => cutOut(track.notes, piece, place)),
    controls: controlsAlong(track.controls, placed),
    bends: bendsAlong(track.bends, placed),
  }));
  const timed = withMarks(score, marksAlong(marksOf(score), placed));
  return laid({
    ...timed,
    metres: metresOf(score, placed),
    keys,
    key: keys[0]?.[1] ?? null,
    markers: markersOf(score, placed),
    chords: changing(marksAlong(score.chords, placed)),
    tracks,
    recording: { ...score.recording, stretches: stretchesAlong(score, placed) },
  });
}

/** Without empty ones; those that follow each other as they did are one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  for (const piece of pieces) {
    if (piece.start === piece.stop) continue;
    const last = found.at(-1);
    if (last && last.stop === piece.start && !last.silent && !piece.silent) {
      found[found.length - 1] = { start: last.start, stop: piece.stop };
    } else {
      found.push(piece);
    }
  }
  return found;
}

function placedOf(pieces: readonly Piece[]): Placed {
  let place = 0;
  return pieces.map((piece) => {
    const here = place;
    place += piece.stop - piece.start;
    return [piece, here] as const;
  });
}

function metresOf(score: Score, placed: Placed): Score["metres"] {
  const kept: (readonly [number, number, number])[] = [];
  for (const mark of marksAlong(fromStart(score.metres, [0, 4, 4] as const), placed)) {
    const last = kept.at(-1);
    if (last && last[1] === mark[1] && last[2] === mark[2]) {
      // Said again only where the count of the bars begins anew.
      const bar = barLength(score.ticksPerQuarter, mark[1], mark[2]);
      if ((mark[0] - last[0]) % bar === 0) continue;
    }
    kept.push(mark);
  }
  return kept;
}

/** Those within the pieces; nothing is called anew where a piece begins. */
function markersOf(score: Score, placed: Placed): Score["markers"] {
  return placed.flatMap(([piece, place]) =>
    score.markers
      .filter(([tick]) => !piece.silent && tick >= piece.start && tick < piece.stop)
      .map(([tick, name]) => [tick - piece.start + place, name] as const),
  );
}

function cutOut(notes: readonly Note[], piece: Piece, place: number): Note[] {
  if (piece.silent) return [];
  const found: Note[] = [];
  for (const [onset, duration, pitch, velocity] of notes) {
    if (onset < piece.start || onset >= piece.stop) continue;
    const length = Math.min(duration, piece.stop - onset);
    found.push([onset - piece.start + place, length, pitch, velocity]);
  }
  return found;
}
