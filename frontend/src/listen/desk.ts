/** One player for a whole page: what is pressed plays, and what played before stops. */
import type { Player } from "../audio/player";
import type { PlayState } from "../audio/scheduler";
import type { Score } from "../score/score";

export type Desked = Pick<Player, "wake" | "load" | "play" | "pause" | "state">;

export interface Item {
  readonly key: string;
  score(): Promise<Score>;
  /** Shows whether it sounds. */
  show(sounding: boolean): void;
}

export class Desk {
  private current: Item | null = null;
  private presses = 0;

  constructor(
    private readonly player: Desked,
    private readonly heard: (key: string) => void,
  ) {}

  /** The key of what is on the desk. */
  get key(): string | null {
    return this.current?.key ?? null;
  }

  /** To be told of every state of the player. */
  report(state: PlayState): void {
    this.current?.show(state !== "standing");
  }

  /** Something else has taken the player: nothing is on the desk any more. */
  forget(): void {
    this.presses += 1;
    this.current?.show(false);
    this.current = null;
  }

  /** Plays an item, or stops it where it sounds. Of two pressed at once the later one plays. */
  async press(item: Item): Promise<void> {
    this.presses += 1;
    const press = this.presses;
    await this.player.wake();
    if (item.key === this.current?.key) {
      if (this.player.state === "standing") this.player.play();
      else this.player.pause();
      return;
    }
    const score = await item.score();
    if (press !== this.presses) return;
    this.current?.show(false);
    this.current = item;
    this.player.load(score);
    this.player.play();
    this.heard(item.key);
  }
}
