/** Sends notes to the sound a little ahead of time, so that a busy page never makes them late. */
import { endTick } from "../score/bars";
import type { Score } from "../score/score";
import { TempoMap } from "../score/tempo";
import { Playhead } from "./playhead";
import { type Cue, Schedule } from "./schedule";

/** What sounds the notes. `time` is in seconds of the audio clock. */
export interface Output {
  noteOn(cue: Cue, time: number): void;
  noteOff(cue: Cue, time: number): void;
  /** Everything off, now. */
  silence(): void;
}

/** standing: paused or stopped · waiting: the next bar is not written yet · ended: ran to the end. */
export type PlayState = "standing" | "playing" | "waiting";

export const LOOKAHEAD = 0.15; // s; three ticks of Tone's worker clock (50 ms)
const START_DELAY = 0.03; // s between pressing play and the first note, so that none is late
const RESUME_REST = 0.5; // quarters; a held note is taken up after a jump if this much is left

export class Scheduler {
  readonly playhead = new Playhead();
  state: PlayState = "standing";
  private score: Score | null = null;
  private schedule = new Schedule();
  private tempo = new TempoMap(480);
  private horizon = 0; // tick up to which notes were sent
  private limit = 0; // tick up to which the music is written
  private growing = false;
  private readonly active = new Map<Cue, number>(); // what was sent, and the clock time of its onset

  constructor(
    private readonly output: Output,
    private readonly now: () => number,
    private readonly onEnd: () => void = () => {},
  ) {}

  /** The place in ticks: a fraction while it moves. */
  get tick(): number {
    const tick = this.tempo.tickAt(this.playhead.at(this.now()));
    return Math.min(Math.max(0, tick), this.limit || Number.POSITIVE_INFINITY);
  }

  /** Length at 100 % speed, in seconds. */
  get seconds(): number {
    return this.score ? this.tempo.secondsAt(endTick(this.score)) : 0;
  }

  secondsAt(tick: number): number {
    return this.tempo.secondsAt(tick);
  }

  /**
   * Takes a score. `at` is the tick to go on from; what plays goes on playing. `until` is the tick
   * up to which it is written, for one that still grows.
   */
  load(score: Score, at = 0, until: number | null = null): void {
    const growing = until !== null;
    this.replace(score, Schedule.of(score), until ?? endTick(score), growing, at);
  }

  /** Begins a score that will come bar by bar; `header` holds tempos and bars, but no notes. */
  begin(header: Score): void {
    this.replace(header, new Schedule(), 0, true, 0);
  }

  /** One more bar is written; the music may now play up to `until`. */
  add(bar: Pick<Score, "tracks">, until: number): void {
    this.schedule.add(bar);
    this.limit = until;
    if (this.state === "waiting") this.resume();
  }

  /** The last bar is written: the same music, now whole. Goes on without a gap. */
  complete(score: Score): void {
    const at = this.tick;
    this.growing = false;
    this.score = score;
    this.schedule = Schedule.of(score);
    this.limit = endTick(score);
    const tempo = new TempoMap(score.ticksPerQuarter, score.tempos);
    if (tempo.secondsAt(at) !== this.tempo.secondsAt(at)) {
      this.playhead.jump(this.now(), tempo.secondsAt(at));
    }
    this.tempo = tempo;
    if (this.state === "waiting") this.resume();
  }

  /** Nothing more will be written: what is there is all there is. */
  cut(): void {
    this.growing = false;
    if (this.state === "waiting") this.pause();
  }

  play(): void {
    if (this.state !== "standing" || !this.score) return;
    if (!this.growing && this.tick >= this.limit) this.jump(0);
    this.resume();
  }

  pause(): void {
    this.state = "standing";
    this.playhead.stop(this.now());
    this.horizon = this.tick;
    this.hush();
  }

  /** Goes to `tick`, playing on if it played. */
  jump(tick: number): void {
    const moving = this.state !== "standing";
    this.hush();
    this.playhead.stop(this.now());
    this.horizon = Math.max(0, tick);
    this.playhead.jump(this.now(), this.tempo.secondsAt(this.horizon));
    if (moving) this.resume();
  }

  setSpeed(speed: number): void {
    this.playhead.setSpeed(this.now(), speed);
  }

  /** Sends what falls into the next moments. Called by the clock every 50 ms or less. */
  pump(): void {
    if (this.state !== "playing") return;
    const to = Math.min(this.tempo.tickAt(this.playhead.at(this.now() + LOOKAHEAD)), this.limit);
    for (const cue of this.schedule.between(this.horizon, to)) this.on(cue, cue.onset);
    this.horizon = Math.max(this.horizon, to);
    for (const [cue, began] of this.active) {
      if (cue.end <= to) this.off(cue, began);
    }
    const place = this.tempo.tickAt(this.playhead.at(this.now()));
    if (place >= this.limit) this.atLimit();
  }

  private on(cue: Cue, tick: number): void {
    const time = Math.max(this.now(), this.timeOf(tick));
    this.active.set(cue, time);
    this.output.noteOn(cue, time);
  }

  private off(cue: Cue, began: number): void {
    this.active.delete(cue);
    this.output.noteOff(cue, Math.max(began + 0.01, this.now(), this.timeOf(cue.end)));
  }

  private timeOf(tick: number): number {
    return this.playhead.timeOf(this.tempo.secondsAt(tick));
  }

  private resume(): void {
    const tick = this.horizon;
    if (this.growing && tick >= this.limit) {
      this.state = "waiting";
      return;
    }
    this.state = "playing";
    this.playhead.jump(this.now(), this.tempo.secondsAt(tick));
    this.playhead.start(this.now() + START_DELAY);
    const rest = RESUME_REST * (this.score?.ticksPerQuarter ?? 480);
    for (const cue of this.schedule.soundingAt(tick, rest)) {
      if (!this.score?.tracks[cue.track]?.isDrum) this.on(cue, tick);
    }
    this.pump();
  }

  private atLimit(): void {
    this.playhead.stop(this.now());
    this.playhead.jump(this.now(), this.tempo.secondsAt(this.limit));
    this.horizon = this.limit;
    for (const [cue, began] of this.active) this.off(cue, began);
    if (this.growing) {
      this.state = "waiting";
      return;
    }
    this.state = "standing";
    this.onEnd();
  }

  private replace(score: Score, schedule: Schedule, limit: number, growing: boolean, at: number) {
    this.hush();
    const moving = this.state !== "standing";
    this.playhead.stop(this.now());
    this.score = score;
    this.schedule = schedule;
    this.tempo = new TempoMap(score.ticksPerQuarter, score.tempos);
    this.limit = limit;
    this.growing = growing;
    this.horizon = at;
    this.playhead.jump(this.now(), this.tempo.secondsAt(at));
    if (moving) this.resume();
  }

  /** Ends every note that was sent, those that have yet to begin too. */
  private hush(): void {
    for (const [cue, began] of this.active) {
      this.output.noteOff(cue, Math.max(this.now(), began) + 0.01);
    }
    this.active.clear();
    this.output.silence();
  }
}
