/** Sends notes to the sound a little ahead of time, so that a busy page never makes them late. */
import { endTick } from "../score/bars";
import type { Score } from "../score/score";
import { TempoMap } from "../score/tempo";
import { type Click, clicksBefore } from "./counting";
import { beatsBetween } from "./metronome";
import type { Output } from "./output";
import { Playhead } from "./playhead";
import { Schedule } from "./schedule";
import { UnderWay } from "./underway";

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
const RESUME_REST = 0.5; // quarters; a held note is taken up after a jump if this much is left

export class Scheduler {
  readonly playhead = new Playhead();
  state: PlayState = "standing";
  /** Whether the beats are clicked while it plays. */
  metronome = false;
  /** Whether a bar is counted before it plays. */
  countsIn = false;
  private score: Score | null = null;
  private schedule = new Schedule();
  private tempo = new TempoMap(480);
  private horizon = 0; // tick up to which notes were sent
  private limit = 0; // tick up to which the music is written
  private growing = false;
  private loop: Loop | null = null;
  private counted: Click[] = []; // clicks of a count that are to come
  private readonly notes: UnderWay;

  constructor(
    private readonly output: Output,
    private readonly now: () => number,
    private readonly onEnd: () => void = () => {},
  ) {
    this.notes = new UnderWay(output, now);
  }

  /** The place in ticks: a fraction while it moves. */
  get tick(): number {
    const tick = this.tempo.tickAt(this.playhead.at(this.now()));
    return Math.min(Math.max(0, tick), this.limit || Number.POSITIVE_INFINITY);
  }

  /** Length at 100 % speed, in seconds. */
  get seconds(): number {
    return this.score ? this.tempo.secondsAt(endTick(this.score)) : 0;
  }

  /** The tempo as it is heard just now, in quarters a minute. */
  get bpm(): number {
    return this.tempo.bpmAt(this.tick) * this.playhead.speed;
  }

  /** Whether a bar is being counted and no note has begun. */
  get counting(): boolean {
    return this.counted.length > 0;
  }

  secondsAt(tick: number): number {
    return this.tempo.secondsAt(tick);
  }

  /** The tick that is heard at clock time `time`, which may lie a little in the past or future. */
  tickAt(time: number): number {
    return this.tempo.tickAt(this.playhead.at(time));
  }

  /**
   * Takes a score. `at` is the tick to go on from; what plays goes on playing. `until` is the tick
   * up to which it is written, for one that still grows; `loop` lies in the new score.
   */
  load(score: Score, at = 0, until: number | null = null, loop: Loop | null = null): void {
    const growing = until !== null;
    this.loop = loop;
    this.replace(score, Schedule.of(score), until ?? endTick(score), growing, at);
  }

  /** Begins a score that will come bar by bar; `header` holds tempos and bars, but no notes. */
  begin(header: Score): void {
    this.loop = null;
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
    this.growing = false;
    this.swap(score);
    if (this.state === "waiting") this.resume();
  }

  /** The same piece with other notes: what sounds in both sounds on, and what is new is heard. */
  update(score: Score): void {
    const at = this.tick;
    this.swap(score);
    if (this.state !== "playing") return;
    this.notes.revise(this.schedule);
    for (const cue of this.schedule.between(at, this.horizon)) {
      if (!this.notes.has(cue)) this.notes.begin(cue, this.timeOf(cue.onset));
    }
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

  /** Repeats what lies between two ticks; what plays past it goes to its beginning. */
  setLoop(loop: Loop | null): void {
    const at = this.tick;
    const turned = this.playhead.turning(this.now());
    this.loop = loop && loop.to > loop.from ? loop : null;
    if (this.state !== "playing") return;
    const past = this.loop !== null && this.horizon > this.loop.to;
    if (this.loop && at >= this.loop.to) this.jump(this.loop.from);
    else if (turned || past) this.jump(at);
  }

  /** Sends what falls into the next moments. Called by the clock every 50 ms or less. */
  pump(): void {
    if (this.state !== "playing") return;
    const until = this.now() + LOOKAHEAD;
    while (this.counted[0] && this.counted[0].time <= until) {
      const click = this.counted.shift();
      if (click) this.output.click(click.accent, Math.max(this.now(), click.time));
    }
    for (;;) {
      const wanted = this.tempo.tickAt(this.playhead.at(until));
      const { loop } = this;
      const turns = loop !== null && this.loops && this.horizon < loop.to && wanted >= loop.to;
      this.send(turns && loop ? loop.to : Math.min(wanted, this.limit));
      if (!turns || !loop) break;
      this.turn(loop);
    }
    const place = this.tempo.tickAt(this.playhead.at(this.now()));
    if (place >= this.limit) this.atLimit();
  }

  /** A loop counts as soon as its end is written. */
  private get loops(): boolean {
    return this.loop !== null && this.loop.to <= this.limit;
  }

  /** Sends the notes and beats from the horizon to `to`, and the ends of those that sound. */
  private send(to: number): void {
    for (const cue of this.schedule.between(this.horizon, to)) {
      this.notes.begin(cue, this.timeOf(cue.onset));
    }
    if (this.metronome && this.score) {
      for (const beat of beatsBetween(this.score, this.horizon, to)) {
        this.output.click(beat.accent, Math.max(this.now(), this.timeOf(beat.tick)));
      }
    }
    this.horizon = Math.max(this.horizon, to);
    this.notes.endUpTo(to, (tick) => this.timeOf(tick));
  }

  /** The end of the loop is sent: its notes end there, and at that very moment it begins again. */
  private turn(loop: Loop): void {
    const time = this.timeOf(loop.to);
    this.notes.endAll(time);
    this.playhead.turn(time, this.tempo.secondsAt(loop.from));
    this.horizon = loop.from;
    this.takeUp(loop.from);
  }

  private timeOf(tick: number): number {
    return this.playhead.timeOf(this.tempo.secondsAt(tick));
  }

  private resume(counts = false): void {
    const tick = this.horizon;
    if (this.growing && tick >= this.limit) {
      this.state = "waiting";
      return;
    }
    this.state = "playing";
    this.playhead.jump(this.now(), this.tempo.secondsAt(tick));
    const wait = counts ? this.count(tick, this.now() + START_DELAY) : 0;
    this.playhead.start(this.now() + START_DELAY + wait);
    this.flow(tick);
  }

  /** Lays the clicks of one bar out from clock time `from`; returns how many seconds they take. */
  private count(tick: number, from: number): number {
    if (!this.score) return 0;
    const { clicks, seconds } = clicksBefore(this.score, this.tempo, tick, this.playhead.speed);
    this.counted = clicks.map((click) => ({ ...click, time: from + click.time }));
    return seconds;
  }

  /** Sounds again what is held over `tick`. */
  private takeUp(tick: number): void {
    const rest = RESUME_REST * (this.score?.ticksPerQuarter ?? 480);
    for (const cue of this.schedule.soundingAt(tick, rest)) {
      if (!this.score?.tracks[cue.track]?.isDrum) this.notes.begin(cue, this.timeOf(tick));
    }
  }

  private atLimit(): void {
    this.playhead.stop(this.now());
    this.playhead.jump(this.now(), this.tempo.secondsAt(this.limit));
    this.horizon = this.limit;
    this.notes.endUpTo(Number.POSITIVE_INFINITY, (tick) => this.timeOf(tick));
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
    this.schedule = Schedule.of(score);
    this.limit = endTick(score);
    const tempo = new TempoMap(score.ticksPerQuarter, score.tempos);
    if (tempo.secondsAt(at) !== this.tempo.secondsAt(at)) {
      this.playhead.jump(this.now(), tempo.secondsAt(at));
    }
    this.tempo = tempo;
  }

  private replace(score: Score, schedule: Schedule, limit: number, growing: boolean, at: number) {
    // While it plays the clock runs on: a take is held against another without losing the beat.
    const flows = this.state === "playing" && !this.counting && at < limit;
    const moving = this.state !== "standing";
    this.hush();
    if (!flows) this.playhead.stop(this.now());
    this.score = score;
    this.schedule = schedule;
    this.tempo = new TempoMap(score.ticksPerQuarter, score.tempos);
    this.limit = limit;
    this.growing = growing;
    this.horizon = at;
    this.playhead.jump(this.now(), this.tempo.secondsAt(at));
    if (flows) this.flow(at);
    else if (moving) this.resume();
  }

  /** Plays on from `tick`, where the playhead stands, without a rest. */
  private flow(tick: number): void {
    this.takeUp(tick);
    this.pump();
  }

  /** Ends every note that was sent, those that have yet to begin too. */
  private hush(): void {
    this.counted = [];
    this.notes.hush();
    this.output.silence();
  }
}
