/** Lets something be written: asks for it, follows the job, and puts what comes on the stand. */

import { follow } from "../api/events";
import type { Job, Song } from "../api/types";
import type { Progress } from "../score/growing";
import { openingOf } from "../score/opening";
import type { Note, Score } from "../score/score";
import { missing, nextNumber, SOURCE } from "./brackets";
import type { Order } from "./orders";
import { writtenUntil } from "./stand";
import type { Standing } from "./standing.svelte";
import { verdict } from "./verdict";

export type Phase = "idle" | "sending" | "queued" | "writing" | "finishing";

export class Writer {
  phase = $state<Phase>("idle");
  /** The connection dropped; it is being made again. */
  reconnecting = $state(false);
  bar = $state(0);
  bars = $state(0);
  /** Whether the first candidate is heard as it comes; not once something else was chosen. */
  follows = true;
  private job: Job | null = null;
  private order: Order | null = null;
  private leave: () => void = () => {};

  constructor(private readonly session: Standing) {}

  async cancel(): Promise<void> {
    if (!this.job) return;
    try {
      await this.session.client.cancel(this.job.id);
    } catch (cause) {
      this.session.fail(cause);
    }
  }

  /** Lets an order be written; nothing happens where there is none, or another is under way. */
  async write(order: Order | null): Promise<void> {
    const { session } = this;
    if (!order || session.busy) return;
    session.error = null;
    session.selection = null;
    this.order = order;
    this.phase = "sending";
    this.bar = 0;
    this.bars = 0;
    session.news = "Sending what you asked";
    const awake = session.player.wake(); // inside the press: later the browser would refuse
    try {
      await session.history?.flush(); // the server reads the take as it is edited
      const job = await order.ask();
      await awake;
      this.begin(job, order);
    } catch (cause) {
      session.fail(cause);
    }
  }

  private begin(job: Job, order: Order): void {
    const { session } = this;
    this.job = job;
    this.follows = true;
    this.bars = job.bars;
    this.phase = "queued";
    session.first = order.number ?? (order.stays ? nextNumber(session.song) : 1);
    session.failed = session.failed.filter(({ key }) =>
      order.number ? key !== order.number : order.stays && key < session.first,
    );
    const candidate = { bar: 0, bars: job.bars, opening: [] };
    session.candidates = job.candidates.map(() => candidate);
    if (!order.stays) this.clear(order.sourced);
    session.news = "Waiting for its turn";
    session.player.expect();
    this.leave = follow(job.id, session.client, {
      progress: (progress) => this.grow(progress),
      done: (song, ended) => void this.finish(song, ended),
      cancelled: () => this.end("Stopped. Nothing was kept."),
      failed: (error) => session.fail(error),
      waiting: (isWaiting) => {
        this.reconnecting = isWaiting;
      },
    });
  }

  /** Takes the last song off the stand; a piece to work on keeps its bracket. */
  private clear(sourced: boolean): void {
    const { session } = this;
    session.stand.clear();
    session.deck.forget();
    session.song = null;
    session.source = sourced ? [] : null;
    session.key = session.first;
  }

  private grow(progress: Progress): void {
    const { session } = this;
    const key = session.first + progress.candidate;
    const change = session.stand.grow(key, progress);
    const part = session.stand.part(key);
    if (change === "ignored" || !part) return;
    this.phase = "writing";
    session.candidates = session.candidates.map((one, index) =>
      index === progress.candidate
        ? { bar: progress.bar, bars: progress.bars, opening: openingOf(part.score) }
        : one,
    );
    this.count(progress.bars);
    if (change === "header" && progress.candidate === 0 && this.follows) session.key = key;
    if (session.key === key) this.sound(change, progress, part.score);
  }

  private sound(change: "header" | "bar", progress: Progress, score: Score): void {
    const { player } = this.session;
    if (change === "header") {
      player.begin(score, this.session.seat(score));
    } else {
      this.session.score = score;
      player.add(progress.score, score, writtenUntil(score, progress.bar));
    }
    if (this.order?.keepsMelody) this.session.kept = melodyOf(score);
  }

  /** Bars finished by the candidates on average: they may be written in turn or side by side. */
  private count(bars: number): void {
    const { candidates } = this.session;
    this.bars = bars;
    const all = candidates.reduce((sum, one) => sum + one.bar, 0);
    const bar = Math.floor(all / candidates.length);
    if (bar === this.bar) return;
    this.bar = bar;
    if (bar % 4 === 1) this.session.news = `Writing bar ${bar} of ${bars}`;
  }

  private async finish(song: Song, job: Job): Promise<void> {
    const { session } = this;
    this.phase = "finishing";
    try {
      await session.fetch(song);
      const out = missing(job.candidates.length, session.first, job.takes).map((key) => ({
        key,
        why: job.candidates[key - session.first]?.left_out ?? "",
      }));
      session.failed = [...session.failed, ...out];
      const stays = song.takes.some((take) => take.number === session.key);
      const seats = session.score?.tracks.length;
      if (!stays) session.key = song.take;
      session.song = song;
      session.candidates = [];
      const part = session.stand.part(session.key);
      if (part) this.settle(part.score, stays && seats === part.score.tracks.length);
      history.replaceState(null, "", `/studio/${song.id}`);
      this.end(verdict(session.take));
    } catch (cause) {
      session.fail(cause);
    }
  }

  /** The take that sounds is whole; `same` if it is the music that has been growing. */
  private settle(score: Score, same: boolean): void {
    const { session } = this;
    if (same) {
      session.player.seat(session.seat(score));
      session.player.complete(score);
    } else {
      session.player.switchTo(score, null, session.seat(score));
    }
  }

  /** The writing is over, however it ended. */
  end(news: string): void {
    const { session } = this;
    this.leave();
    session.player.cut();
    this.job = null;
    this.phase = "idle";
    this.reconnecting = false;
    if (session.candidates.length) this.put();
    session.news = news;
  }

  /** Nothing came of it: back to the song that was there, if one was. */
  private put(): void {
    const { session } = this;
    session.candidates = [];
    if (!session.song) {
      session.source = null;
      return;
    }
    session.stand.drop();
    if (session.key >= session.first) session.hear(session.song.take);
    if (session.key !== SOURCE && !session.take) session.key = session.song.take;
  }
}

/** While a piece is written around a tune, the tune is known to be the one that was brought. */
function melodyOf(score: Score): ReadonlySet<Note> {
  return new Set(
    score.tracks.filter((track) => track.role === "melody").flatMap((track) => track.notes),
  );
}
