/** Sends notes, what turns their sound, beats and counted clicks of a score to the sound, up to a horizon that moves on. */
import type { Score } from "../score/score";
import { Changes } from "./changes";
import { Count, clicksBefore } from "./counting";
import { beatsBetween } from "./metronome";
import type { Output } from "./output";
import { Schedule } from "./schedule";
import type { Timeline } from "./timeline";
import { Turned } from "./turned";
import { UnderWay } from "./underway";

const RESUME_REST = 0.5; // quarters; a held note is taken up after a jump if this much is left

export class Sending {
  /** Whether the beats are clicked while it plays. */
  metronome = false;
  /** The tick up to which notes were sent. */
  horizon = 0;
  private score: Score | null = null;
  private schedule = new Schedule();
  private changes = Changes.of({ tracks: [] });
  private readonly count = new Count();
  private readonly notes: UnderWay;
  private readonly turned: Turned;

  constructor(
    private readonly output: Output,
    private readonly timeline: Timeline,
  ) {
    this.notes = new UnderWay(output, timeline.now);
    this.turned = new Turned(output, timeline.now);
  }

  /** Whether a bar is being counted and no note has begun. */
  get counting(): boolean {
    return this.count.isRunning;
  }

  /** Another score; what is sent from now on is of it. */
  take(score: Score, schedule = Schedule.of(score)): void {
    this.score = score;
    this.schedule = schedule;
    this.changes = Changes.of(score);
  }

  /** The notes of one more bar. */
  add(bar: Pick<Score, "tracks">): void {
    this.schedule.add(bar);
  }

  /** After other notes were taken at `tick`: what sounds in both sounds on, what is new is heard. */
  revise(tick: number): void {
    this.turned.become(this.changes.before(this.horizon), this.timeline.now());
    this.notes.revise(this.schedule);
    for (const cue of this.schedule.between(tick, this.horizon)) {
      if (!this.notes.has(cue)) this.notes.begin(cue, this.timeline.timeOf(cue.onset));
    }
  }

  /** Sends the notes and beats from the horizon to `to`, and the ends of those that sound. */
  send(to: number): void {
    if (this.metronome && this.score) {
      for (const { accent, tick } of beatsBetween(this.score, this.horizon, to)) {
        this.click(accent, this.timeline.timeOf(tick));
      }
    }
    for (const change of this.changes.between(this.horizon, to)) {
      this.play(change.tick);
      this.endUpTo(change.tick - 1); // what ends with it ends after it, as in a rendering
      this.turned.send(change, this.timeline.timeOf(change.tick));
    }
    this.play(to);
    this.endUpTo(to);
  }

  /** Ends what is to end by `tick`; without one, all that sounds, each at its own end. */
  endUpTo(tick = Number.POSITIVE_INFINITY): void {
    this.notes.endUpTo(tick, (end) => this.timeline.timeOf(end));
  }

  /** Makes pedal, bends and the like what they are at `tick`, and sounds again what is held over it. */
  takeUp(tick: number): void {
    this.turned.become(this.changes.before(tick), this.timeline.timeOf(tick));
    const rest = RESUME_REST * (this.score?.ticksPerQuarter ?? 480);
    for (const cue of this.schedule.soundingAt(tick, rest)) {
      if (!this.score?.tracks[cue.track]?.isDrum) this.notes.begin(cue, this.timeline.timeOf(tick));
    }
  }

  /** At clock time `time` all notes end, and the music goes on from `tick`. */
  turn(time: number, tick: number): void {
    this.notes.endAll(time);
    this.timeline.turn(time, tick);
    this.horizon = tick;
    this.takeUp(tick);
  }

  /** Lays the clicks of one bar before `tick` out, from clock time `from`; returns their seconds. */
  countFrom(tick: number, from: number): number {
    const { score, timeline } = this;
    if (!score) return 0;
    const { clicks, seconds } = clicksBefore(score, timeline, tick, timeline.speed);
    this.count.begin(clicks, from);
    return seconds;
  }

  /** Sends the counted clicks up to clock time `until`. */
  clickUntil(until: number): void {
    for (const { accent, time } of this.count.due(until)) this.click(accent, time);
  }

  /** Ends every note that was sent, those that have yet to begin too; pedals come up. */
  hush(): void {
    this.count.end();
    this.notes.hush();
    this.output.silence();
    this.rest();
  }

  /** Makes pedal, bends and the like as if nothing had been played. */
  rest(): void {
    this.turned.become([], this.timeline.now());
  }

  private play(to: number): void {
    for (const cue of this.schedule.between(this.horizon, to)) {
      this.notes.begin(cue, this.timeline.timeOf(cue.onset));
    }
    this.horizon = Math.max(this.horizon, to);
  }

  private click(accent: boolean, time: number): void {
    this.output.click(accent, Math.max(this.timeline.now(), time));
  }
}
