/** All pitched notes so many semitones up or down; the key moves along when the whole song does. */
import { integer } from "../../lib/check";
import { withPitch } from "../beside";
import { movedChords } from "../chords";
import { keyOf, modulo, nameOf } from "../keys";
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
  const keys = score.keys.map(([tick, name]) => {
    const key = keyOf(name);
    const moved = key ? nameOf({ ...key, tonic: modulo(key.tonic + semitones, 12) }) : name;
    return [tick, moved] as const;
  });
  const chords = movedChords(score.chords, semitones, keys);
  return withPitch({ ...up, key: keys[0]?.[1] ?? null, keys, chords }, semitones);
});
