/** Which notes of a restyled song were in the song that was brought. */
import { barSpan, barsAt } from "./bars";
import type { Note, Score } from "./score";

// A kept note may move by less than this when the engine snaps it to its grid of 12 a quarter.
const TOLERANCE = 1 / 12; // quarters

function pitched(score: Score): Note[] {
  return score.tracks.filter((track) => !track.isDrum).flatMap((track) => [...track.notes]);
}

/** The notes of `score` with a note of the same pitch in the same place of `source`; no drums. */
export function keptNotes(score: Score, source: Score): ReadonlySet<Note> {
  const byPitch = new Map<string, number[]>(); // "pitch:bucket" to places, both counted in bars
  const bucketed = 16; // buckets a bar
  for (const note of pitched(source)) {
    const place = barsAt(source, note[0]);
    const key = `${note[2]}:${Math.floor(place * bucketed)}`;
    const found = byPitch.get(key);
    if (found) found.push(place);
    else byPitch.set(key, [place]);
  }
  const [start, end] = barSpan(score, 0);
  const tolerance = (TOLERANCE * score.ticksPerQuarter) / Math.max(1, end - start);
  const kept = new Set<Note>();
  for (const note of pitched(score)) {
    const place = barsAt(score, note[0]);
    const bucket = Math.floor(place * bucketed);
    const near = [bucket - 1, bucket, bucket + 1].flatMap(
      (index) => byPitch.get(`${note[2]}:${index}`) ?? [],
    );
    if (near.some((at) => Math.abs(at - place) < tolerance)) kept.add(note);
  }
  return kept;
}
