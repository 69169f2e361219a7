/** What a panel works on: a file that was brought, or the take on the stand. */
import type { Source } from "../api/requests";
import type { Song } from "../api/types";

export interface Brought {
  file: File | null;
  /** Work on the take on the stand instead. */
  own: boolean;
}

/** The source to send; null where there is none yet. */
export function sourceOf(brought: Brought, song: Song | null, key: number): Source | null {
  if (brought.own && song) {
    const heard = song.takes.some((take) => take.number === key);
    return { song_id: song.id, take: heard ? key : song.take };
  }
  return brought.file && { file: brought.file };
}
