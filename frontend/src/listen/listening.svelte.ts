/** What the player of a shared piece knows: its score, who is muted, speed, and the bars it loops. */
import { asWritten } from "../audio/mix";
import { Player } from "../audio/player";
import type { PlayState } from "../audio/scheduler";
import type { Score } from "../score/score";
import type { Desked } from "./desk";
import { ticksOfBars } from "./loop";
import { complain, pieces } from "./page";

export class Listening {
  score = $state.raw<Score | null>(null);
  state = $state<PlayState>("standing");
  muted = $state<boolean[]>([]);
  speed = $state(100);
  looping = $state(false);
  /** The first and the last bar of the loop, counted from 1. */
  from = $state(1);
  to = $state(1);
  /** Where this piece stands while another has the player. */
  private left = 0;
  readonly player = new Player({
    state: (state) => {
      this.state = this.here ? state : "standing";
      this.others.report(state);
    },
    font: () => {},
  });

  /** `others` plays what else is on the page; it hears of every state, and when its turn is over. */
  constructor(
    readonly key: string,
    private readonly others: { report(state: PlayState): void; forget(): void },
  ) {}

  /** Whether this piece is what the player has. */
  private get here(): boolean {
    return this.player.score === this.score;
  }

  get tick(): number {
    return this.here ? this.player.tick : this.left;
  }

  /** The player for other music; this piece goes on from its place when it is asked for again. */
  lend(): Desked {
    const { player } = this;
    return {
      wake: () => player.wake(),
      load: (score) => {
        this.left = this.tick;
        player.load(score);
      },
      play: () => player.play(),
      pause: () => player.pause(),
      get state() {
        return player.state;
      },
    };
  }

  async load(): Promise<void> {
    const score = await pieces.score(this.key);
    this.score = score;
    this.muted = score.tracks.map((track) => track.muted);
    this.to = score.bars.length;
    if (!this.player.score) this.player.load(score); // else something near it was pressed already
  }

  async toggle(): Promise<void> {
    complain(null);
    await this.player.wake();
    if (!this.here) this.comeBack();
    else if (this.player.state !== "standing") {
      this.player.pause();
      return;
    }
    this.player.play();
    pieces.count(this.key);
  }

  private comeBack(): void {
    const { score } = this;
    if (!score) return;
    this.others.forget();
    this.player.load(score);
    this.player.seek(this.left);
    this.sit();
    this.setLoop(this.looping);
  }

  seek(tick: number): void {
    if (this.here) this.player.seek(tick);
    else this.left = tick;
  }

  setSpeed(percent: number): void {
    this.speed = percent;
    this.player.setSpeed(percent);
  }

  setMuted(track: number, muted: boolean): void {
    this.muted[track] = muted;
    if (this.here) this.sit();
  }

  private sit(): void {
    const seats = asWritten(this.score?.tracks ?? []);
    this.player.seat(seats.map((seat, index) => ({ ...seat, muted: this.muted[index] ?? false })));
  }

  setBars(from: number, to: number): void {
    [this.from, this.to] = [from, to];
    this.setLoop(this.looping);
  }

  setLoop(looping: boolean): void {
    this.looping = looping;
    const { loop } = this;
    if (this.here) this.player.setLoop(loop && { from: loop[0], to: loop[1] });
  }

  /** Start and end of the loop in ticks; null while there is none. */
  get loop(): readonly [number, number] | null {
    return this.score && this.looping ? ticksOfBars(this.score, this.from, this.to) : null;
  }
}
