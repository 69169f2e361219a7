/** Notes so many octaves up or down; drums and the key stay. */
import { integer } from "../../lib/check";
import { changed, scope, withPitches } from "../scope";
import { verb } from "../verb";

export const octave = verb({ ...scope, octaves: integer(-8, 8) }, (score, edit) =>
  changed(
    score,
    (notes, track) => withPitches(notes, track, (pitch) => pitch + 12 * edit.octaves),
    edit,
    false,
  ),
);
