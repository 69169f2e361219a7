/** What the studio knows: the song on the stand, the job that writes, and what sounds. */
import { ApiError, type Client, type ComposeRequest, type RestyleRequest } from "../api/client";
import { follow } from "../api/events";
import type { Bootstrap, Job, Song } from "../api/types";
import { Player } from "../audio/player";
import type { PlayState } from "../audio/scheduler";
import type { Sound } from "../audio/voice";
import type { Progress } from "../score/growing";
import { keptNotes } from "../score/kept";
import type { Note, Score } from "../score/score";

export type Phase = "idle" | "sending" | "queued" | "writing" | "finishing";
export type Side = "A" | "B";

const NONE: ReadonlySet<Note> = new Set();

export class Session {
  phase = $state<Phase>("idle");
  bar = $state(0);
  bars = $state(0);
  /** The connection dropped; it is being made again. */
  reconnecting = $state(false);
  error = $state.raw<ApiError | null>(null);
  /** Read out politely as the writing goes on. */
  news = $state("");
  song = $state.raw<Song | null>(null);
  /** What is on the stand: side B, or side A while that sounds. */
  score = $state.raw<Score | null>(null);
  kept = $state.raw<ReadonlySet<Note>>(NONE);
  side = $state<Side>("B");
  hasSource = $state(false);
  playing = $state<PlayState>("standing");
  /** How much of the SoundFont is here, 0–1; -1 when it cannot be had. */
  font = $state(0);
  speed = $state(100);
  volume = $state(80);
  muted = $state.raw<readonly boolean[]>([]);
  /** A new song was finished: the certificate draws its rings. */
  readonly player: Player;
  private readonly sides: { A: Score | null; B: Score | null } = { A: null, B: null };
  private job: Job | null = null;
  private leave: () => void = () => {};
  private keepsMelody = false;

  constructor(
    readonly bootstrap: Bootstrap,
    readonly client: Client,
  ) {
    this.player = new Player({
      state: (state) => {
        this.playing = state;
      },
      font: (part) => {
        this.font = part;
      },
    });
  }

  get busy(): boolean {
    return this.phase !== "idle";
  }

  /** Shows a song of the library. */
  async open(song: Song): Promise<void> {
    this.song = song;
    try {
      const [score, source] = await Promise.all([this.client.score(song.id), this.sourceOf(song)]);
      this.show(score, source);
      this.player.load(score);
    } catch (cause) {
      this.fail(cause);
    }
  }

  generate(request: ComposeRequest): Promise<void> {
    this.keepsMelody = false;
    return this.write(() => this.client.compose(request));
  }

  restyle(request: RestyleRequest): Promise<void> {
    this.keepsMelody = request.keep.includes("melody");
    return this.write(() => this.client.restyle(request));
  }

  async cancel(): Promise<void> {
    if (!this.job) return;
    try {
      await this.client.cancel(this.job.id);
    } catch (cause) {
      this.fail(cause);
    }
  }

  /** Space, and the red button. */
  async toggle(): Promise<void> {
    if (this.playing === "standing") {
      await this.player.wake();
      this.player.play();
    } else {
      this.player.pause();
    }
  }

  hear(side: Side): void {
    const score = this.sides[side];
    if (!score || side === this.side) return;
    this.side = side;
    this.seat(score);
    this.kept = side === "B" ? this.keptOf(score) : NONE;
    this.player.switchTo(score);
  }

  setSpeed(percent: number): void {
    this.speed = Math.min(200, Math.max(25, Math.round(percent)));
    this.player.setSpeed(this.speed);
  }

  setVolume(percent: number): void {
    this.volume = percent;
    this.player.setVolume(percent);
  }

  setMuted(track: number, muted: boolean): void {
    this.muted = this.muted.map((was, index) => (index === track ? muted : was));
    this.player.setMuted(track, muted);
  }

  setSound(track: number, sound: Sound | null): void {
    this.player.setSound(track, sound);
  }

  dismissError(): void {
    this.error = null;
  }

  private async write(ask: () => Promise<Job>): Promise<void> {
    this.error = null;
    this.phase = "sending";
    this.bar = 0;
    this.bars = 0;
    this.news = "Sending what you asked";
    const awake = this.player.wake(); // inside the press: later the browser would refuse
    try {
      const job = await ask();
      await awake;
      this.begin(job);
    } catch (cause) {
      this.fail(cause);
    }
  }

  private begin(job: Job): void {
    this.job = job;
    this.bars = job.bars;
    this.phase = "queued";
    this.news = "Waiting for its turn";
    this.player.expect();
    this.leave = follow(job.id, this.client, {
      progress: (progress) => this.grow(progress),
      done: (song) => void this.finish(song),
      cancelled: () => this.end("Stopped. Nothing was kept."),
      failed: (error) => this.fail(error),
      waiting: (isWaiting) => {
        this.reconnecting = isWaiting;
      },
    });
  }

  private grow(progress: Progress): void {
    const score = this.player.grow(progress);
    if (!score) return;
    if (this.phase !== "writing") this.unmount();
    this.phase = "writing";
    this.bar = progress.bar;
    this.bars = progress.bars;
    if (progress.bar === 0) this.seat(score);
    this.score = score;
    this.kept = this.keepsMelody ? melodyOf(score) : NONE;
    if (progress.bar % 4 === 1) this.news = `Writing bar ${progress.bar} of ${progress.bars}`;
  }

  /** Takes the last song off the stand before the next one comes. */
  private unmount(): void {
    this.song = null;
    this.side = "B";
    this.hasSource = false;
    this.sides.A = null;
    this.sides.B = null;
  }

  private async finish(song: Song): Promise<void> {
    this.phase = "finishing";
    try {
      const [score, source] = await Promise.all([this.client.score(song.id), this.sourceOf(song)]);
      this.song = song;
      const seats = this.score?.tracks.length;
      this.sides.B = score;
      this.sides.A = source;
      this.hasSource = source !== null;
      this.kept = this.keptOf(score);
      if (seats !== score.tracks.length) {
        this.seat(score);
        this.player.switchTo(score);
      } else {
        this.player.complete(score);
      }
      this.score = score;
      history.replaceState(null, "", `/studio/${song.id}`);
      this.end(verdict(song));
    } catch (cause) {
      this.fail(cause);
    }
  }

  private show(score: Score, source: Score | null): void {
    this.sides.A = source;
    this.sides.B = score;
    this.side = "B";
    this.hasSource = source !== null;
    this.kept = this.keptOf(score);
    this.seat(score);
  }

  private seat(score: Score): void {
    this.score = score;
    this.muted = score.tracks.map(() => false);
  }

  private keptOf(score: Score): ReadonlySet<Note> {
    return this.sides.A ? keptNotes(score, this.sides.A) : NONE;
  }

  private async sourceOf(song: Song): Promise<Score | null> {
    return song.kind === "restyled" ? this.client.source(song.id) : null;
  }

  private end(news: string): void {
    this.leave();
    this.player.cut();
    this.job = null;
    this.phase = "idle";
    this.reconnecting = false;
    this.news = news;
  }

  private fail(cause: unknown): void {
    this.end("");
    if (cause instanceof ApiError) {
      this.error = cause;
      return;
    }
    reportError(cause);
    const said = cause instanceof Error ? cause.message : String(cause);
    this.error = new ApiError(
      0,
      "page_fault",
      `This page stumbled: ${said}.`,
      "Reload it. Your songs are safe.",
    );
  }
}

/** While a restyle is being written its tune is known to be the one that was brought. */
function melodyOf(score: Score): ReadonlySet<Note> {
  return new Set(
    score.tracks.filter((track) => track.role === "melody").flatMap((track) => track.notes),
  );
}

/** "Done: 7 of 8 as asked". */
export function verdict(song: Song): string {
  const met = song.certificate.filter((row) => row.ok).length;
  return song.certificate.length ? `Done: ${met} of ${song.certificate.length} as asked` : "Done";
}
