/** What is done to single takes: named, starred, deleted and brought back, each kept on the server. */
import type { Song } from "../api/types";
import type { Standing } from "./standing.svelte";

export const UNDO_MS = 10_000; // how long a deleted take is offered back in the tree at once

export class Taking {
  /** The take that was deleted a moment ago. */
  gone = $state<number | null>(null);
  /** The take whose name is being written. */
  naming = $state<number | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly session: Standing) {}

  name(number: number, name: string): Promise<void> {
    this.naming = null;
    return this.change((id) => this.session.client.changeTake(id, number, { name }));
  }

  star(number: number): Promise<void> {
    const take = this.session.song?.takes.find((one) => one.number === number);
    const starred = !take?.starred;
    return this.change((id) => this.session.client.changeTake(id, number, { starred }));
  }

  keep(number: number): Promise<void> {
    return this.change((id) => this.session.client.choose(id, number));
  }

  /** Deletes a take; the one that is kept then is heard if it was the one that sounded. */
  async remove(number: number): Promise<void> {
    const { session } = this;
    if ((session.song?.takes.length ?? 0) < 2 || session.busy) return;
    await session.history?.flush(); // what was edited last comes back with it
    await this.change((id) => session.client.deleteTake(id, number));
    if (session.song?.takes.some((take) => take.number === number)) return; // it was refused
    if (session.key === number && session.song) session.hear(session.song.take);
    session.news = `Take ${number} is deleted. It can be brought back.`;
    this.gone = number;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.gone = null;
    }, UNDO_MS);
  }

  async bringBack(number: number): Promise<void> {
    const { session } = this;
    await this.change(async (id) => {
      const song = await session.client.restoreTake(id, number);
      await session.fetch(song);
      return song;
    });
    if (this.gone === number) this.gone = null;
  }

  private async change(ask: (id: string) => Promise<Song>): Promise<void> {
    const { session } = this;
    if (!session.song) return;
    try {
      session.song = await ask(session.song.id);
    } catch (cause) {
      session.fail(cause);
    }
  }
}
