/** The player: one score, one clock, one band; what the studio and the library press play on. */
import soundFontUrl from "@soundfont/sonivox.sf3?url";
import { endTick, samePlace } from "../score/bars";
import type { Score } from "../score/score";
import { Band, type ProgramVoice } from "./band";
import { AudioGraph, type Spectrum } from "./graph";
import { type PlayState, Scheduler } from "./scheduler";
import { fetchBytes, SoundFontVoice } from "./soundfont";
import { DrumVoice, SynthVoice } from "./synths";
import type { Sound, SynthName, Voice } from "./voice";

const PUMP_SECONDS = 0.04;
const RING_MS = 400; // that a single note rings on
const NO_WAVE = new Float32Array();
const NO_SPECTRUM: Spectrum = { decibels: new Float32Array(), rate: 48_000 };

export interface PlayerEvents {
  state(state: PlayState): void;
  /** How much of the SoundFont is here, 0–1; -1 when it could not be loaded. */
  font(part: number): void;
}

export class Player {
  score: Score | null = null;
  private graph: AudioGraph | null = null;
  private font: ProgramVoice | null = null;
  private drums: Voice | null = null;
  private readonly synths = new Map<SynthName, Voice>();
  private readonly band: Band;
  private readonly scheduler: Scheduler;
  private fontBytes: Promise<ArrayBuffer> | null = null;
  private autoplay = false;
  private auditions = 0; // single notes that still ring
  private volume = 80;
  private reported: PlayState = "standing";

  /** `sampled` false: Tone's synths play everything, and no SoundFont is fetched. */
  constructor(
    private readonly events: PlayerEvents,
    private readonly sampled = true,
  ) {
    const player = this;
    this.band = new Band({
      get font() {
        return player.font;
      },
      get drums() {
        return player.drumVoice();
      },
      synth: (name) => this.synthVoice(name),
    });
    this.scheduler = new Scheduler(
      this.band,
      () => this.graph?.now() ?? 0,
      () => this.report(),
    );
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

  /** Seconds at `tick`, at 100 % speed. */
  secondsAt(tick: number): number {
    return this.scheduler.secondsAt(tick);
  }

  /** Root mean square of what is heard, 0–1. */
  get level(): number {
    return this.graph?.level ?? 0;
  }

  get wave(): Float32Array {
    return this.graph?.wave ?? NO_WAVE;
  }

  /** What is heard just now by frequency: decibels from 0 Hz to half of `rate`. */
  spectrum(): Spectrum {
    return this.graph?.spectrum() ?? NO_SPECTRUM;
  }

  /** Fetches the SoundFont ahead of the first press; nothing sounds yet. */
  prefetch(): void {
    if (!this.sampled) return;
    this.fontBytes ??= fetchBytes(soundFontUrl, (part) => this.events.font(part * 0.9));
    this.fontBytes.catch(() => this.events.font(-1));
  }

  /** Opens the audio; call it first thing in a press or key handler. */
  async wake(): Promise<void> {
    if (!this.graph) {
      const graph = new AudioGraph();
      this.graph = graph;
      graph.setVolume(this.volume);
      graph.every(PUMP_SECONDS, () => this.pump());
      void this.loadFont(graph);
    }
    await this.graph.start();
  }

  /** A whole score, from its start; stops what played. */
  load(score: Score): void {
    this.pause();
    this.score = score;
    this.band.seat(score.tracks);
    this.scheduler.load(score);
  }

  /**
   * Another version of the music, at the same place of it; plays on if it played. `until` is the
   * tick up to which it is written, for one that still grows.
   */
  switchTo(score: Score, until: number | null = null): void {
    const at = this.score ? samePlace(this.score, score, this.tick) : 0;
    this.score = score;
    this.band.seat(score.tracks);
    this.scheduler.load(score, at, until);
    this.report();
  }

  /** Starts afresh for a piece that is about to come, playing as soon as its first bar is there. */
  expect(): void {
    this.pause();
    this.autoplay = true;
  }

  /** A piece begins: its header, without notes. */
  begin(header: Score): void {
    this.score = header;
    this.scheduler.begin(header); // plays on from the start if an earlier attempt was playing
    this.band.seat(header.tracks);
    if (this.autoplay) this.play();
    this.autoplay = false;
    this.report();
  }

  /** One more bar came: its notes, the score so far, and the tick up to which it is written. */
  add(bar: Pick<Score, "tracks">, score: Score, until: number): void {
    this.score = score;
    this.scheduler.add(bar, until);
    this.report();
  }

  /** The piece is whole: the same music as it grew, from the server's own file. */
  complete(score: Score): void {
    this.score = score;
    this.scheduler.complete(score);
    this.report();
  }

  /** The writing stopped before its end; what is written can still be heard. */
  cut(): void {
    this.scheduler.cut();
    this.report();
  }

  play(): void {
    this.graph?.setOpen(true);
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

  setVolume(percent: number): void {
    this.volume = percent;
    this.graph?.setVolume(percent);
  }

  setSound(track: number, sound: Sound | null): void {
    this.band.setSound(track, sound);
  }

  setMuted(track: number, muted: boolean): void {
    this.band.setMuted(track, muted);
  }

  /** One note of a track, now: what a hand puts down is heard whether the music plays or not. */
  async audition(track: number, pitch: number, velocity: number, milliseconds: number) {
    await this.wake();
    const graph = this.ready();
    const now = graph.now();
    const cue = { onset: 0, end: 1, pitch, velocity, track };
    graph.setOpen(true);
    this.band.noteOn(cue, now);
    this.band.noteOff(cue, now + milliseconds / 1000);
    this.auditions += 1;
    setTimeout(() => {
      this.auditions -= 1;
      if (!this.auditions && this.state === "standing") graph.setOpen(false);
    }, milliseconds + RING_MS);
  }

  private pump(): void {
    this.scheduler.pump();
    this.report();
  }

  private report(): void {
    if (this.state === this.reported) return;
    this.reported = this.state;
    this.events.state(this.state);
  }

  private async loadFont(graph: AudioGraph): Promise<void> {
    try {
      this.prefetch();
      const bytes = this.fontBytes;
      if (!bytes) return;
      this.font = await SoundFontVoice.load(graph.context, graph.input, bytes);
      this.events.font(1);
    } catch (cause) {
      this.fontBytes = null;
      this.events.font(-1); // Tone's synths play on; the page says that the SoundFont is missing
      reportError(cause);
    }
  }

  private ready(): AudioGraph {
    if (!this.graph) throw new Error("wake() comes before the first note");
    return this.graph;
  }

  private synthVoice(name: SynthName): Voice {
    const voice = this.synths.get(name) ?? new SynthVoice(name, this.ready().input);
    this.synths.set(name, voice);
    return voice;
  }

  private drumVoice(): Voice {
    this.drums ??= new DrumVoice(this.ready().input);
    return this.drums;
  }
}
