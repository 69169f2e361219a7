/** Where the music is on the clock, in ticks: a playhead over the tempo map of a score. */
import type { Score } from "../score/score";
import { TempoMap } from "../score/tempo";
import { Playhead } from "./playhead";

export class Timeline {
  private readonly playhead = new Playhead();
  private tempo = new TempoMap(480);

  /** `now` is the clock that the music is sent by, in seconds. */
  constructor(readonly now: () => number) {}

  /** Song seconds per second of the clock while it moves: 0.25 to 2. */
  get speed(): number {
    return this.playhead.speed;
  }

  /** Whether a turn was sent that is not heard yet. */
  get turning(): boolean {
    return this.playhead.turning(this.now());
  }

  /** The tick at a time of the clock, which may lie a little in the past or future. */
  tickAt(time: number): number {
    return this.tempo.tickAt(this.playhead.at(time));
  }

  /** Seconds from the start, at 100 % speed. */
  secondsAt(tick: number): number {
    return this.tempo.secondsAt(tick);
  }

  /** The clock time at which a tick is reached, after the last turn. */
  timeOf(tick: number): number {
    return this.playhead.timeOf(this.tempo.secondsAt(tick));
  }

  /** The tempo as it is heard at a tick, in quarters a minute. */
  bpmAt(tick: number): number {
    return this.tempo.bpmAt(tick) * this.playhead.speed;
  }

  /** Another score; the place is then to be said by `jump`. */
  take(score: Score): void {
    this.tempo = new TempoMap(score.ticksPerQuarter, score.tempos);
  }

  /** Another version of the same score: `tick` is where it was, and where it goes on. */
  retake(score: Score, tick: number): void {
    const before = this.tempo.secondsAt(tick);
    this.take(score);
    if (this.tempo.secondsAt(tick) !== before) this.jump(tick);
  }

  /** Moves on in so many seconds, at the speed that was set. */
  start(wait: number): void {
    this.playhead.start(this.now() + wait);
  }

  stop(): void {
    this.playhead.stop(this.now());
  }

  /** Goes to a tick and moves on, or stands, as before. */
  jump(tick: number): void {
    this.playhead.jump(this.now(), this.tempo.secondsAt(tick));
  }

  /** At clock time `time`, which is to come, the music goes on from `tick`. */
  turn(time: number, tick: number): void {
    this.playhead.turn(time, this.tempo.secondsAt(tick));
  }

  setSpeed(speed: number): void {
    this.playhead.setSpeed(this.now(), speed);
  }
}
