/** What stands in the studio: the song, its takes, which of them sounds, and what went wrong. */

import type { Bootstrap } from "../api/bootstrap";
import type { Client } from "../api/client";
import { ApiError } from "../api/errors";
import type { Take } from "../api/takes";
import type { OpeningNote, Song } from "../api/types";
import type { Seat } from "../audio/mix";
import type { PlayState } from "../audio/scheduler";
import type { History } from "../editing/history.svelte";
import { positionAt } from "../score/bars";
import { keptNotes } from "../score/kept";
import { openingOf } from "../score/opening";
import type { Note, Score } from "../score/score";
import { sectionsOf } from "../score/sections";
import {
  type Bracket,
  bracketsOf,
  type Candidate,
  candidateBrackets,
  type Failed,
  failedBracket,
  SOURCE,
} from "./brackets";
import { Heard } from "./heard";
import { homeOf, pairOf } from "./home";
import { Playing } from "./playing.svelte";
import { type Bars, Stand } from "./stand";

const NONE: ReadonlySet<Note> = new Set();

export abstract class Standing extends Playing {
  error = $state.raw<ApiError | null>(null);
  /** Read out politely as the writing goes on. */
  news = $state("");
  song = $state.raw<Song | null>(null);
  /** The opening of what the song is made from; null where it is made from nothing. */
  source = $state.raw<readonly OpeningNote[] | null>(null);
  candidates = $state.raw<readonly Candidate[]>([]);
  /** The number that the first candidate will have as a take. */
  first = $state(1);
  /** Candidates that could not be written. */
  failed = $state.raw<readonly Failed[]>([]);
  /** Which bracket sounds: 0 is the source. */
  key = $state(1);
  /** Which take was heard before the original: where X goes back to. */
  private ahead = $state<number | null>(null);
  score = $state.raw<Score | null>(null);
  kept = $state.raw<ReadonlySet<Note>>(NONE);
  /** What the markers of the score name. */
  readonly sections = $derived(this.score ? sectionsOf(this.score) : []);
  /** The bars that are selected, from 1. */
  selection = $state.raw<Bars | null>(null);
  readonly stand = new Stand();
  /** The edit list of the take on the stand; null while there is none to write into. */
  history = $state.raw<History | null>(null);
  private readonly heard: Heard;

  readonly take = $derived.by<Take | null>(
    () => this.song?.takes.find((take) => take.number === this.key) ?? null,
  );
  readonly brackets = $derived.by<Bracket[]>(() =>
    [
      ...bracketsOf(this.song, this.source),
      ...candidateBrackets(this.candidates, this.first),
      ...this.failed.map(({ key, why }) => failedBracket(key, why)),
    ].sort((a, b) => a.key - b.key),
  );
  /** What the sounding take is compared with: the source, or the take it was made from. */
  readonly home = $derived(homeOf(this.brackets, this.song, this.key));
  /** The original and the take that is held against it: what X goes back and forth between. */
  readonly pair = $derived(pairOf(this.brackets, this.song, this.key, this.home, this.ahead));

  constructor(
    bootstrap: Bootstrap,
    readonly client: Client,
  ) {
    super(bootstrap);
    this.heard = new Heard(client);
  }

  /** Whether something is being written. */
  abstract get busy(): boolean;
  /** Puts the players of a score on their seats; returns how they are heard. */
  abstract seat(score: Score): readonly Seat[];
  /** Somebody chose what sounds. */
  protected abstract chosen(): void;

  /** Shows a song of the library. */
  async open(song: Song): Promise<void> {
    this.song = song;
    this.key = song.take;
    this.deck.forget();
    try {
      await this.fetch(song);
      const part = this.stand.part(song.take);
      if (!part) return;
      this.player.load(part.score, this.seat(part.score));
    } catch (cause) {
      this.fail(cause);
    }
  }

  /** Brings everything that a song has onto the stand: hearing it then makes no gap. */
  async fetch(song: Song): Promise<void> {
    const wanted = song.takes.filter((take) => !this.stand.has(take.number));
    const source = song.source && !this.stand.has(SOURCE) ? this.client.source(song.id) : null;
    const scores = await Promise.all(wanted.map((take) => this.client.score(song.id, take.number)));
    wanted.forEach((take, index) => {
      const score = scores[index];
      if (score) this.stand.put(take.number, score);
    });
    const found = await source;
    if (found) {
      this.stand.put(SOURCE, found);
      this.source = openingOf(found);
    }
  }

  /** Another bracket sounds, from the same place of the music. */
  hear(key: number): void {
    const part = this.stand.part(key);
    if (!part || key === this.key) return;
    this.chosen();
    this.ahead = this.key;
    this.key = key;
    this.player.switchTo(part.score, part.until, this.seat(part.score));
  }

  /** Back and forth between the original and the take that was heard last. */
  cross(): void {
    if (!this.pair) return;
    const [home, other] = this.pair;
    this.hear(this.key === home ? other : home);
  }

  /** Makes the sounding take the one that the song is. */
  async keep(): Promise<void> {
    if (!this.song || !this.take || this.song.take === this.key) return;
    try {
      this.song = await this.client.choose(this.song.id, this.key);
      this.news = `Take ${this.key} is kept. The others stay beside it.`;
    } catch (cause) {
      this.fail(cause);
    }
  }

  /** Selects bars to work on: those named, or the one that sounds; once more lets them go. */
  select(bars: Bars | null = null): void {
    const { score } = this;
    if (bars || !score || this.selection) {
      this.selection = bars;
      return;
    }
    const { bar } = positionAt(score, this.player.tick);
    this.selection = { first: bar, last: bar };
  }

  /** A take of a song is otherwise than it was: its key, its length, how it begins. */
  know(song: string, known: Take): void {
    if (this.song?.id !== song) return;
    const takes = this.song.takes.map((take) => (take.number === known.number ? known : take));
    this.song = { ...this.song, takes };
  }

  dismissError(): void {
    this.error = null;
  }

  /** Says something politely, in passing. */
  tell(words: string): void {
    this.news = words;
  }

  /** Tells what somebody has to know, until it is closed. */
  warn(words: string, cure: string): void {
    this.error = new ApiError(0, "page_warning", words, cure);
  }

  keptOf(score: Score): ReadonlySet<Note> {
    const source = this.stand.part(SOURCE)?.score;
    return source && this.key !== SOURCE ? keptNotes(score, source) : NONE;
  }

  fail(cause: unknown): void {
    if (cause instanceof ApiError) {
      this.error = cause;
      return;
    }
    reportError(cause);
    const said = cause instanceof Error ? cause.message : String(cause);
    this.error = new ApiError(
      0,
      "page_fault",
      `This page stumbled: ${said}.`,
      "Reload it. Your songs are safe.",
    );
  }

  protected override moved(state: PlayState): void {
    this.heard.report(state, this.song?.id);
  }
}
