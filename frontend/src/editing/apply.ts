/** Makes the edited score out of what was written and the list of edits. */
import type { Note, Score } from "../score/score";
import type { Edit } from "./edit";

/** The score after all steps that are switched on; tracks that no step names stay the same object. */
export function apply(score: Score, edits: readonly Edit[]): Score {
  return edits.filter((edit) => edit.enabled).reduce(step, score);
}

function step(score: Score, edit: Edit): Score {
  if (edit.verb !== "notes") throw new Error(`This page does not know the edit "${edit.verb}".`);
  const { track, remove, add } = edit as unknown as {
    track: number;
    remove: readonly (readonly [number, number])[];
    add: readonly Note[];
  };
  const gone = new Set(remove.map(([onset, pitch]) => onset * 128 + pitch));
  const tracks = score.tracks.map((part, index) => {
    if (index !== track) return part;
    const left = part.notes.filter((note) => !gone.has(note[0] * 128 + note[2]));
    return { ...part, notes: [...left, ...add].sort((a, b) => a[0] - b[0] || a[2] - b[2]) };
  });
  return { ...score, tracks };
}
