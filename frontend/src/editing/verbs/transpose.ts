/** All pitched notes so many semitones up or down; the key moves along when the whole song does. */
import { integer } from "../../lib/check";
import type { Score } from "../../score/score";
import { withPitch } from "../beside";
import { keyOf, modulo, movedChord, nameOf } from "../keys";
import { changed, isWhole, scope, withPitches } from "../scope";
import { verb } from "../verb";

export const transpose = verb({ ...scope, semitones: integer(-48, 48) }, (score, edit) => {
  const { semitones } = edit;
  const up = changed(
    score,
    (notes, track) => withPitches(notes, track, (pitch) => pitch + semitones),
    edit,
    false,
  );
  if (!isWhole(edit)) return up;
  return withPitch({ ...up, ...harmonyMoved(score, semitones) }, semitones);
});

/** Keys and chords so many semitones higher. */
export function harmonyMoved(
  score: Score,
  semitones: number,
): Pick<Score, "key" | "keys" | "chords"> {
  const keys = score.keys.map(([tick, name]) => {
    const key = keyOf(name);
    const moved = key ? nameOf({ ...key, tonic: modulo(key.tonic + semitones, 12) }) : name;
    return [tick, moved] as const;
  });
  const chords = score.chords.map(([tick, name]) => [tick, movedChord(name, semitones)] as const);
  return { key: keys[0]?.[1] ?? null, keys, chords };
}
