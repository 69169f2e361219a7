/** Opens the edit list of the take on the stand, and keeps those that were open: redo stays with them. */
import { ApiError } from "../api/errors";
import { drawerOf } from "../editing/drawer";
import { History } from "../editing/history.svelte";
import type { Session } from "./session.svelte";

export class Histories {
  private readonly open = new Map<string, History>();

  constructor(private readonly session: Session) {
    addEventListener("online", () => void session.history?.flush());
  }

  /** Takes up the list of the take on the stand; what was edited elsewhere or offline is laid on. */
  async take(): Promise<void> {
    const { session } = this;
    const { song, take } = session;
    session.history = null;
    if (!song || !take) return;
    const key = `${song.id}.${take.number}`;
    try {
      const history = this.open.get(key) ?? (await this.fetch(song.id, take.number));
      this.open.set(key, history);
      if (session.song?.id !== song.id || session.take?.number !== take.number) return;
      session.history = history;
      const part = session.stand.part(take.number);
      if (part && part.score !== history.score) session.revise(history.score);
    } catch (cause) {
      if (cause instanceof ApiError && cause.status === 404) return; // nothing to write into: it is only read
      session.fail(cause);
    }
  }

  private async fetch(song: string, take: number): Promise<History> {
    const { client, stand } = this.session;
    const held = await client.edits(song, take);
    const written = stand.part(take)?.score;
    const base = held.edits.length || !written ? await client.base(song, take) : written;
    const shelf = {
      load: () => client.edits(song, take),
      save: async (edits: Parameters<typeof client.saveEdits>[2], revision: number) => {
        const kept = await client.saveEdits(song, take, edits, revision);
        this.session.know(song, kept.take);
        return kept;
      },
    };
    return new History(base, held, shelf, drawerOf(song, take, localStorage), {
      revised: (score) => this.revised(song, take, score),
      tell: (words) => this.session.tell(words),
      warn: (words, cure) => this.session.warn(words, cure),
    });
  }

  private revised(song: string, take: number, score: Parameters<Session["revise"]>[0]): void {
    if (this.session.song?.id !== song) return; // another song has come onto the stand
    if (this.session.key === take) this.session.revise(score);
    else this.session.stand.put(take, score);
  }
}
