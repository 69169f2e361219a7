/** Tells the library that a song is being played, once for each song on the stand. */
import type { Client } from "../api/client";
import type { PlayState } from "../audio/scheduler";

export class Heard {
  private last = "";

  constructor(private readonly client: Pick<Client, "played">) {}

  /** To be told of every state of the player, and which song is on the stand. */
  report(state: PlayState, id: string | undefined): void {
    if (state !== "playing" || !id || id === this.last) return;
    this.last = id;
    // Nobody waits for it, and nothing hangs on it: the next song tries again.
    this.client.played(id).catch(() => {
      this.last = "";
    });
  }
}
