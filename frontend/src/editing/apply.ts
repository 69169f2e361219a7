/** Makes the edited score out of a take's base and its list of edits; the mirror of backend/music/editing. */
import { noteCount, type Score } from "../score/score";
import { type Edit, RefusedEdit } from "./edit";
import { LAST_TICK, MAX_NOTES, MAX_TRACKS } from "./verb";
import { VERBS } from "./verbs";

/**
 * The score after all steps that are switched on; tracks that no step names stay the same object.
 * Throws a RefusedEdit for a step that is unknown or impossible at its place in the list, in which
 * `before` steps come before these.
 */
export function apply(score: Score, edits: readonly Edit[], before = 0): Score {
  return edits.reduce((made, edit, index) => step(made, edit, before + index), score);
}

function step(score: Score, edit: Edit, index: number): Score {
  try {
    const verb = VERBS[edit.verb];
    if (!verb) throw new Error("This page does not know that verb; load it again.");
    if (!edit.enabled) {
      verb.check(edit); // the server keeps none that is not one, switched off or not
      return score;
    }
    return held(verb.make(score, edit));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new RefusedEdit(why, index, edit);
  }
}

function held(score: Score): Score {
  if (noteCount(score) > MAX_NOTES) throw new Error(`At most ${MAX_NOTES} notes fit.`);
  if (score.tracks.length > MAX_TRACKS) throw new Error(`At most ${MAX_TRACKS} tracks fit.`);
  if (score.end > LAST_TICK) throw new Error("That makes the song too long to be counted.");
  return score;
}
