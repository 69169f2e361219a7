/** What the player of a shared piece knows: its score, who is muted, speed, and the bars it loops. */
import { asWritten, Player } from "../audio/player";
import type { PlayState } from "../audio/scheduler";
import type { Score } from "../score/score";
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
  readonly player = new Player({
    state: (state) => {
      this.state = state;
    },
    font: () => {},
  });

  constructor(private readonly key: string) {}

  async load(): Promise<void> {
    const score = await pieces.score(this.key);
    this.score = score;
    this.muted = score.tracks.map((track) => track.muted);
    this.to = score.bars.length;
    this.player.load(score);
  }

  async toggle(): Promise<void> {
    complain(null);
    await this.player.wake();
    if (this.player.state !== "standing") {
      this.player.pause();
      return;
    }
    this.player.play();
    pieces.count(this.key);
  }

  seek(tick: number): void {
    this.player.seek(tick);
  }

  setSpeed(percent: number): void {
    this.speed = percent;
    this.player.setSpeed(percent);
  }

  setMuted(track: number, muted: boolean): void {
    this.muted[track] = muted;
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
    this.player.setLoop(loop && { from: loop[0], to: loop[1] });
  }

  /** Start and end of the loop in ticks; null while there is none. */
  get loop(): readonly [number, number] | null {
    return this.score && this.looping ? ticksOfBars(this.score, this.from, this.to) : null;
  }
}
