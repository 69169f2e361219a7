/** Scores with other tracks: their notes in order, their end and their bar lines laid anew. */
import type { Note, Score, Track } from "../score/score";
import { barsOf } from "./layout";
import { type Place, RECORDING } from "./verb";

export function trackOf(score: Score, index: number): Track {
  const track = score.tracks[index];
  if (!track) {
    throw new Error(
      `there is no track ${index}; the song has ${score.tracks.length}, counted from 0.`,
    );
  }
  return track;
}

/** The score with another track in one place; `change` keeps what it does not name. */
export function withTrack(score: Score, index: number, change: Partial<Track>): Score {
  const track = { ...trackOf(score, index), ...change };
  const tracks = score.tracks.map((other, i) => (i === index ? track : other));
  return change.notes ? laid({ ...score, tracks }) : { ...score, tracks };
}

/** The score with settings of one strip of the mixer changed. */
export function withStrip(
  score: Score,
  place: Place,
  change: Partial<Pick<Track, "volumeDb" | "pan" | "muted" | "effects">>,
): Score {
  if (place !== RECORDING) return withTrack(score, place, change);
  return { ...score, recording: { ...score.recording, ...change } };
}

/** The score with its end and its bars as its notes and metres have them. */
export function laid(score: Score): Score {
  let end = 0;
  for (const { notes } of score.tracks) {
    for (const note of notes) end = Math.max(end, note[0] + note[1]);
  }
  return { ...score, end, bars: barsOf(score.ticksPerQuarter, score.metres, end) };
}

const before = (a: Note, b: Note) => a[0] - b[0] || a[2] - b[2] || a[1] - b[1] || a[3] - b[3];

/**
 * Notes in their one order: by onset, pitch, duration, velocity. Of notes that begin at once on
 * one pitch the last in this order stays: a key is struck once.
 */
export function arranged(notes: readonly Note[]): readonly Note[] {
  let sorted = true;
  let single = true;
  for (let i = 1; i < notes.length && sorted; i++) {
    const [one, other] = [notes[i - 1] as Note, notes[i] as Note];
    if (before(one, other) > 0) sorted = false;
    else if (one[0] === other[0] && one[2] === other[2]) single = false;
  }
  if (sorted && single) return notes;
  const all = sorted ? notes : [...notes].sort(before);
  return all.filter((note, i) => {
    const next = all[i + 1];
    return !next || next[0] !== note[0] || next[2] !== note[2];
  });
}

/** Two parts in one; each is in order, as nearly all are: `arranged` sorts what is not. */
export function merged(one: readonly Note[], other: readonly Note[]): readonly Note[] {
  const all: Note[] = [];
  let i = 0;
  for (const note of other) {
    while (i < one.length && before(one[i] as Note, note) <= 0) all.push(one[i++] as Note);
    all.push(note);
  }
  while (i < one.length) all.push(one[i++] as Note);
  return arranged(all);
}
