/** Who plays before each step of a list of edits, as far as edits are told and asked for. */
import { playerName } from "../score/programs";
import type { Score } from "../score/score";
import type { Edit } from "./edit";

export interface Player {
  readonly name: string;
  readonly isDrum: boolean;
}

export const playersOf = (score: Score): Player[] =>
  score.tracks.map((track) => ({ name: playerName(track), isDrum: track.isDrum }));

/** The players before each step of a list. */
export function playersAlong(base: Score, edits: readonly Edit[]): Player[][] {
  let players = playersOf(base);
  return edits.map((edit) => {
    const before = players;
    if (edit.enabled) players = after(edit, players);
    return before;
  });
}

function after(edit: Edit, players: Player[]): Player[] {
  const own = players[edit.track as number];
  switch (edit.verb) {
    case "add_track":
    case "write_track":
      return [...players, { name: String(edit.name), isDrum: edit.is_drum === true }];
    case "double_track":
      return own ? [...players, { ...own, name: `${own.name} (double)` }] : players;
    case "split":
      return own ? [...players, { ...own, name: `${own.name} (low)` }] : players;
    case "remove_track":
    case "merge":
      return players.filter((player) => player !== own);
    default:
      return players;
  }
}
