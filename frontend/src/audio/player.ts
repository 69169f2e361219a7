/** The player: one score, one clock, one band; what the studio and the library press play on. */
import { endTick, samePlace } from "../score/bars";
import type { Score } from "../score/score";
import { expectedLoudness } from "./expected";
import type { Sounds } from "./fonts";
import { AudioGraph } from "./graph";
import { Instrument } from "./instrument";
import { asWritten, type Seat } from "./mix";
import { type Loop, type PlayState, Scheduler } from "./scheduler";

export interface PlayerEvents {
  state(state: PlayState): void;
  /** How much of the SoundFont is here, 0–1, and what sounds; -1 when it could not be loaded. */
  font(part: number, sounds: Sounds): void;
}

export class Player extends Instrument {
  score: Score | null = null;
  private readonly scheduler: Scheduler;
  private autoplay = false;
  private loop: Loop | null = null;
  private reported: PlayState = "standing";

  /**
   * `sampled` false: Tone's synths play everything, and no SoundFont is fetched. `open` makes the way
   * out; one that renders without a loudspeaker can be given.
   */
  constructor(
    private readonly events: PlayerEvents,
    sampled = true,
    open: () => AudioGraph = () => new AudioGraph(),
  ) {
    super(sampled ? (part, sounds) => events.font(part, sounds) : null, open);
    this.scheduler = new Scheduler(
      this.fan,
      () => this.graph?.now() ?? 0,
      () => this.report(),
    );
  }

  protected override get busy(): boolean {
    return this.state !== "standing";
  }

  protected override rest(): void {
    this.scheduler.rest();
  }

  protected override warm(): void {
    if (this.score) this.warming.take(this.score, this.seats);
  }

  get state(): PlayState {
    return this.scheduler.state;
  }

  get tick(): number {
    return this.scheduler.tick;
  }

  /** Length at 100 % speed, in seconds. */
  get seconds(): number {
    return this.scheduler.seconds;
  }

  /** Whether a bar is being counted before the music begins. */
  get counting(): boolean {
    return this.state === "playing" && this.scheduler.counting;
  }

  /** Seconds at `tick`, at 100 % speed. */
  secondsAt(tick: number): number {
    return this.scheduler.secondsAt(tick);
  }

  /** The tick that was heard at a time of the page's clock, in milliseconds. */
  tickHeard(milliseconds: number): number {
    const { graph } = this;
    if (!graph) return 0;
    const ago = (performance.now() - milliseconds) / 1000 + graph.latency;
    return Math.max(0, this.scheduler.tickAt(graph.now() - ago));
  }

  /** A whole score, from its start; stops what played. */
  load(score: Score, seats: readonly Seat[] = asWritten(score.tracks)): void {
    this.pause();
    this.take(score);
    this.loop = null;
    this.seat(seats);
    this.scheduler.load(score);
  }

  /**
   * Another version of the music, at the same place of it; plays on if it played. `until` is the
   * tick up to which it is written, for one that still grows.
   */
  switchTo(
    score: Score,
    until: number | null = null,
    seats: readonly Seat[] = asWritten(score.tracks),
  ): void {
    const from = this.score ?? score;
    const place = (tick: number) => samePlace(from, score, tick);
    const { loop } = this;
    this.loop = loop && { from: place(loop.from), to: place(loop.to) };
    const at = this.score ? place(this.tick) : 0;
    this.take(score);
    this.seat(seats);
    this.scheduler.load(score, at, until, this.loop);
    this.report();
  }

  /** The same piece after an edit: it plays on, and notes that are still there sound on. */
  update(score: Score, seats: readonly Seat[] = asWritten(score.tracks)): void {
    this.take(score);
    this.seat(seats);
    this.scheduler.update(score);
    this.report();
  }

  /** Starts afresh for a piece that is about to come, playing as soon as its first bar is there. */
  expect(): void {
    this.pause();
    this.autoplay = true;
  }

  /** A piece begins: its header, without notes. */
  begin(header: Score, seats: readonly Seat[] = asWritten(header.tracks)): void {
    this.take(header);
    this.loop = null;
    this.seat(seats);
    this.scheduler.begin(header); // plays on from the start if an earlier attempt was playing
    if (this.autoplay) this.play();
    this.autoplay = false;
    this.report();
  }

  /** One more bar came: its notes, the score so far, and the tick up to which it is written. */
  add(bar: Pick<Score, "tracks">, score: Score, until: number): void {
    this.take(score);
    this.scheduler.add(bar, until);
    this.report();
  }

  /** The piece is whole: the same music as it grew, from the server's own file. */
  complete(score: Score): void {
    this.take(score);
    this.scheduler.complete(score);
    this.warm();
    this.report();
  }

  /** The writing stopped before its end; what is written can still be heard. */
  cut(): void {
    this.scheduler.cut();
    this.report();
  }

  play(): void {
    this.graph?.setOpen(true);
    this.graph?.gauge.clear();
    this.scheduler.play();
    this.report();
  }

  pause(): void {
    this.graph?.setOpen(false);
    this.scheduler.pause();
    this.report();
  }

  stop(): void {
    this.pause();
    this.scheduler.jump(0);
  }

  seek(tick: number): void {
    this.scheduler.jump(Math.min(Math.max(0, tick), this.score ? endTick(this.score) : 0));
    this.report();
  }

  /** 25–200 %; pitch stays. */
  setSpeed(percent: number): void {
    this.scheduler.setSpeed(percent / 100);
  }

  /** Repeats what lies between two ticks, in every version of the music that is heard. */
  setLoop(loop: Loop | null): void {
    this.loop = loop;
    this.scheduler.setLoop(loop);
  }

  setMetronome(on: boolean): void {
    this.scheduler.setMetronome(on);
  }

  /** Whether a bar is counted before it plays. */
  setCountIn(on: boolean): void {
    this.scheduler.countsIn = on;
  }

  /** Called often; sends what comes in the next moments. */
  pump(): void {
    this.scheduler.pump();
    this.graph?.setTempo(this.scheduler.bpm);
    if (this.state === "playing") this.graph?.gauge.listen();
    this.report();
  }

  /** Another score, or another version of it, with its own master. */
  private take(score: Score): void {
    this.score = score;
    this.setMastering(score.mastering);
    this.setExpected(expectedLoudness(score));
  }

  private report(): void {
    if (this.state === this.reported) return;
    this.reported = this.state;
    this.events.state(this.state);
  }
}
