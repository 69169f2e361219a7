/** What can be ordered in the studio: how the server is asked, and what becomes of what comes. */
import type {
  ComposeRequest,
  JoinRequest,
  RegenerateRequest,
  Rewrites,
  Source,
} from "../api/requests";
import type { Job } from "../api/types";
import { type Verb, wanted } from "./rewriting";
import type { Standing } from "./standing.svelte";
import { anyChance, anyPlaying, readChance, readPlaying } from "./wishes";

/** One request as it was asked, so that it can be asked again. */
export interface Order {
  readonly ask: () => Promise<Job>;
  /** Whether the takes are added to the song on the stand. */
  readonly stays: boolean;
  /** Whether it is made from another piece, which is bracket A. */
  readonly sourced: boolean;
  readonly keepsMelody: boolean;
  /** The number that its take will have, where that is not the next one. */
  readonly number?: number;
}

export function composing(session: Standing, request: ComposeRequest): Order {
  const ask = () => session.client.compose(request);
  return { ask, stays: false, sourced: false, keepsMelody: false };
}

export function rewriting<K extends keyof Rewrites>(
  session: Standing,
  to: K,
  source: Source,
  wishes: Rewrites[K],
): Order {
  const keep = "keep" in wishes ? wishes.keep : [];
  return {
    ask: () => session.client.rewrite(to, source, wishes),
    stays: false,
    sourced: true,
    keepsMelody: keep.includes("melody") || to === "harmonisations",
  };
}

/**
 * More takes of the song on the stand: its selected bars again, what follows them, or the band under
 * their tune. Null where there is nothing to work on.
 */
export function reworking(
  session: Standing,
  verb: Verb,
  candidates: number,
  players: readonly number[] | null,
): Order | null {
  const { song, score, selection } = session;
  const asked = song && score && selection && wanted(verb, score, selection, players);
  const read = song && readChance(song.genre, anyChance(candidates));
  if (!asked || !read?.ok) return null;
  if (asked.kind === "bars") return regenerating(session, { ...read.request, ...asked.scope });
  const band = readPlaying(anyPlaying());
  const wishes = { ...read.request, ...band, bars: asked.bars, chords: null, as_take: true };
  return more(session, "continuations", wishes);
}

/** More takes of the song on the stand, new in some bars. */
export const regenerating = (session: Standing, wishes: RegenerateRequest) =>
  more(session, "regenerations", wishes);

/** A player who joins the song on the stand, in more takes of it. */
export function joining(
  session: Standing,
  wishes: Pick<JoinRequest, "role" | "program" | "first_bar" | "last_bar">,
  candidates: number,
): Order | null {
  const read = session.song && readChance(session.song.genre, anyChance(candidates));
  return read?.ok ? more(session, "joinings", { ...read.request, ...wishes }) : null;
}

/** One more take, with new notes where the sounding one is copied. */
export function rerolling(session: Standing): Order | null {
  const { song, key } = session;
  if (!song) return null;
  const ask = () => session.client.reroll(song.id, key);
  return { ask, stays: true, sourced: song.source, keepsMelody: false };
}

/** A take that was left out, once more and alone. */
export function oneAgain(session: Standing, number: number): Order | null {
  const { song } = session;
  if (!song) return null;
  const ask = () => session.client.again(song.id, number);
  return { ask, stays: true, sourced: song.source, keepsMelody: false, number };
}

/** More takes of the song on the stand, made from the one that sounds. */
function more<K extends keyof Rewrites>(session: Standing, to: K, wishes: Rewrites[K]) {
  const { song, key } = session;
  if (!song) return null;
  const ask = () => session.client.rewrite(to, { song_id: song.id, take: key }, wishes);
  return { ask, stays: true, sourced: song.source, keepsMelody: false };
}
