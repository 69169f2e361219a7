/** Sends notes to the sound a little ahead of time, so that a busy page never makes them late. */
import { endTick } from "../score/bars";
import type { Score } from "../score/score";
import type { Output } from "./output";
import { Schedule } from "./schedule";
import { Sending } from "./sending";
import { Timeline } from "./timeline";

export type { Output, SeatedOutput } from "./output";

/** standing: paused or stopped · waiting: the next bar is not written yet. */
export type PlayState = "standing" | "playing" | "waiting";

/** Ticks from which and up to which music is repeated. */
export interface Loop {
  readonly from: number;
  readonly to: number;
}

export const LOOKAHEAD = 0.15; // s; three ticks of Tone's worker clock (50 ms)
const START_DELAY = 0.03; // s between pressing play and the first note, so that none is late

export class Scheduler {
  state: PlayState = "standing";
  /** Whether a bar is counted before it plays. */
  countsIn = false;
  private score: Score | null = null;
  private limit = 0; // tick up to which the music is written
  private growing = false;
  private loop: Loop | null = null;
  private readonly timeline: Timeline;
  private readonly sending: Sending;

  constructor(
    output: Output,
    private readonly now: () => number,
    private readonly onEnd: () => void = () => {},
  ) {
    this.timeline = new Timeline(now);
    this.sending = new Sending(output, this.timeline);
  }

  /** The place in ticks: a fraction while it moves. */
  get tick(): number {
    const tick = this.timeline.tickAt(this.now());
    return Math.min(Math.max(0, tick), this.limit || Number.POSITIVE_INFINITY);
  }

  /** Length at 100 % speed, in seconds. */
  get seconds(): number {
    return this.score ? this.timeline.secondsAt(endTick(this.score)) : 0;
  }

  /** The tempo as it is heard just now, in quarters a minute. */
  get bpm(): number {
    return this.timeline.bpmAt(this.tick);
  }

  /** Whether a bar is being counted and no note has begun. */
  get counting(): boolean {
    return this.sending.counting;
  }

  secondsAt(tick: number): number {
    return this.timeline.secondsAt(tick);
  }

  /** The tick that is heard at clock time `time`, which may lie a little in the past or future. */
  tickAt(time: number): number {
    return this.timeline.tickAt(time);
  }

  /**
   * Takes a score. `at` is the tick to go on from; what plays goes on playing. `until` is the tick
   * up to which it is written, for one that still grows; `loop` lies in the new score.
   */
  load(score: Score, at = 0, until: number | null = null, loop: Loop | null = null): void {
    const growing = until !== null;
    this.loop = loop;
    this.sending.take(score);
    this.replace(score, until ?? endTick(score), growing, at);
  }

  /** Begins a score that will come bar by bar; `header` holds tempos and bars, but no notes. */
  begin(header: Score): void {
    this.loop = null;
    this.sending.take(header, new Schedule());
    this.replace(header, 0, true, 0);
  }

  /** One more bar is written; the music may now play up to `until`. */
  add(bar: Pick<Score, "tracks">, until: number): void {
    this.sending.add(bar);
    this.limit = until;
    if (this.state === "waiting") this.resume();
  }

  /** The last bar is written: the same music, now whole. Goes on without a gap. */
  complete(score: Score): void {
    this.growing = false;
    this.swap(score);
    if (this.state === "waiting") this.resume();
  }

  /** The same piece with other notes: what sounds in both sounds on, and what is new is heard. */
  update(score: Score): void {
    const at = this.tick;
    this.swap(score);
    if (this.state !== "playing") return;
    this.sending.revise(at);
    if (at >= this.limit) this.atLimit();
  }

  /** Nothing more will be written: what is there is all there is. */
  cut(): void {
    this.growing = false;
    if (this.state === "waiting") this.pause();
  }

  play(): void {
    if (this.state !== "standing" || !this.score) return;
    const { loop } = this;
    if (loop && this.loops && this.tick >= loop.to) this.jump(loop.from);
    else if (!this.growing && this.tick >= this.limit) this.jump(0);
    this.resume(this.countsIn);
  }

  pause(): void {
    this.state = "standing";
    this.timeline.stop();
    this.sending.horizon = this.tick;
    this.sending.hush();
  }

  /** Lets pedals, bends and the like go. */
  rest(): void {
    this.sending.rest();
  }

  /** Goes to `tick`, playing on if it played. */
  jump(tick: number): void {
    const moving = this.state !== "standing";
    this.sending.hush();
    this.timeline.stop();
    this.sending.horizon = Math.max(0, tick);
    this.timeline.jump(this.sending.horizon);
    if (moving) this.resume();
  }

  /** Clicks the beats while it plays. */
  setMetronome(on: boolean): void {
    this.sending.metronome = on;
  }

  setSpeed(speed: number): void {
    this.timeline.setSpeed(speed);
  }

  /** Repeats what lies between two ticks; what plays past it goes to its beginning. */
  setLoop(loop: Loop | null): void {
    const at = this.tick;
    const turned = this.timeline.turning;
    this.loop = loop && loop.to > loop.from ? loop : null;
    if (this.state !== "playing") return;
    const past = this.loop !== null && this.sending.horizon > this.loop.to;
    if (this.loop && at >= this.loop.to) this.jump(this.loop.from);
    else if (turned || past) this.jump(at);
  }

  /** Sends what falls into the next moments. Called by the clock every 50 ms or less. */
  pump(): void {
    if (this.state !== "playing") return;
    const until = this.now() + LOOKAHEAD;
    this.sending.clickUntil(until);
    for (;;) {
      const wanted = this.timeline.tickAt(until);
      const { loop } = this;
      const turns =
        loop !== null && this.loops && this.sending.horizon < loop.to && wanted >= loop.to;
      this.sending.send(turns && loop ? loop.to : Math.min(wanted, this.limit));
      if (!turns || !loop) break;
      this.turn(loop);
    }
    if (this.timeline.tickAt(this.now()) >= this.limit) this.atLimit();
  }

  /** A loop counts as soon as its end is written. */
  private get loops(): boolean {
    return this.loop !== null && this.loop.to <= this.limit;
  }

  /** The end of the loop is sent: its notes end there, and at that very moment it begins again. */
  private turn(loop: Loop): void {
    this.sending.turn(this.timeline.timeOf(loop.to), loop.from);
  }

  private resume(counts = false): void {
    const tick = this.sending.horizon;
    if (this.growing && tick >= this.limit) {
      this.state = "waiting";
      return;
    }
    this.state = "playing";
    this.timeline.jump(tick);
    const wait = counts ? this.sending.countFrom(tick, this.now() + START_DELAY) : 0;
    this.timeline.start(START_DELAY + wait);
    this.flow(tick);
  }

  private atLimit(): void {
    this.timeline.stop();
    this.timeline.jump(this.limit);
    this.sending.horizon = this.limit;
    this.sending.endUpTo();
    if (this.growing) {
      this.state = "waiting";
      return;
    }
    this.state = "standing";
    this.onEnd();
  }

  /** Other notes and perhaps another tempo, at the same tick. */
  private swap(score: Score): void {
    const at = this.tick;
    this.score = score;
    this.sending.take(score);
    this.limit = endTick(score);
    this.timeline.retake(score, at);
  }

  private replace(score: Score, limit: number, growing: boolean, at: number) {
    // While it plays the clock runs on: a take is held against another without losing the beat.
    const flows = this.state === "playing" && !this.counting && at < limit;
    const moving = this.state !== "standing";
    this.sending.hush();
    if (!flows) this.timeline.stop();
    this.score = score;
    this.timeline.take(score);
    this.limit = limit;
    this.growing = growing;
    this.sending.horizon = at;
    this.timeline.jump(at);
    if (flows) this.flow(at);
    else if (moving) this.resume();
  }

  /** Plays on from `tick`, where the playhead stands, without a rest. */
  private flow(tick: number): void {
    this.sending.takeUp(tick);
    this.pump();
  }
}
