/** Notes that sound until the next one of their track begins; not over long pauses. */
import { integer, withDefault } from "../../lib/check";
import type { Note } from "../../score/score";
import { changed, scope } from "../scope";
import { verb } from "../verb";

export const legato = verb(
  { ...scope, reach: withDefault(integer(1, 64), 4) },
  (score, { reach, ...within }) => {
    const most = reach * score.ticksPerQuarter;
    return changed(score, (notes) => held(notes, most), within);
  },
);

function held(notes: readonly Note[], most: number): Note[] {
  const found: Note[] = [];
  let next = 0; // the onset after the one that is looked at, from the end of the part back
  let here = -1;
  for (const [onset, duration, pitch, velocity] of [...notes].reverse()) {
    if (onset !== here) [next, here] = [here, onset];
    const gap = next - onset;
    found.push([onset, gap > 0 && gap <= most ? gap : duration, pitch, velocity]);
  }
  return found.reverse();
}
