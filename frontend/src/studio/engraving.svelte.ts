/** The written score of the take on the stand: asked for, waited for, and asked for again after an edit. */
import { ApiError } from "../api/errors";
import { exported, type Screen } from "../api/exports";
import type { Score } from "../score/score";
import type { Page } from "../sheet/page";
import type { Session } from "./session.svelte";

const TRIES = 3; // an edit may come between the asking and the fetching

export class Engraving {
  page = $state.raw<Page | null>(null);
  fault = $state.raw<ApiError | null>(null);
  /** Whether a page is waited for, and how many of its bars are engraved. */
  working = $state(false);
  bar = $state(0);
  bars = $state(1);
  private turn = 0;
  private readonly kept = new WeakMap<Score, Map<Screen, Page>>();

  constructor(private readonly session: Session) {}

  /** Shows a take as it is now; whatever was waited for before is let go. */
  async want(song: string, take: number, score: Score, screen: Screen): Promise<void> {
    const turn = ++this.turn;
    this.fault = null;
    const known = this.kept.get(score)?.get(screen);
    this.working = !known;
    if (known) {
      this.page = known;
      return;
    }
    this.bar = 0;
    try {
      const page = await this.fetch(song, take, screen, () => turn !== this.turn);
      if (!page || turn !== this.turn) return;
      const pages = this.kept.get(score) ?? new Map<Screen, Page>();
      this.kept.set(score, pages.set(screen, page));
      this.page = page;
    } catch (cause) {
      if (turn !== this.turn) return;
      if (!(cause instanceof ApiError)) throw cause;
      this.fault = cause;
      this.page = null;
    } finally {
      if (turn === this.turn) this.working = false;
    }
  }

  /** Nothing is waited for any more. */
  stop(): void {
    this.turn += 1;
    this.working = false;
  }

  private async fetch(song: string, take: number, screen: Screen, stopped: () => boolean) {
    const { client, history } = this.session;
    const progress = (bar: number, bars: number) => {
      if (!stopped()) [this.bar, this.bars] = [bar, Math.max(bars, 1)];
    };
    for (let tries = 1; ; tries++) {
      await history?.flush();
      if (!(await exported(client, song, take, screen, { progress, stopped }))) return null;
      try {
        return await client.page(song, take, screen, this.page);
      } catch (cause) {
        const again = cause instanceof ApiError && cause.status === 404 && tries < TRIES;
        if (!again || stopped()) throw cause;
      }
    }
  }
}
