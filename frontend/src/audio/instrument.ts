/** The band in this page, ready to be played: its sounds, its strips, its way out; what hands do on it is heard. */
import type { Mastering } from "../score/effects";
import { Band } from "./band";
import { Fan } from "./fan";
import type { Told } from "./fontLoader";
import type { AudioGraph } from "./graph";
import { Heard } from "./heard";
import type { Seat } from "./mix";
import type { SeatedOutput } from "./output";
import { Rack } from "./rack";
import { Warming } from "./warming";

export const PUMP_SECONDS = 0.04;
const RING_MS = 400; // that a single note rings on

export abstract class Instrument extends Heard {
  protected readonly fan: Fan;
  private readonly rack: Rack;
  private readonly band: Band;
  protected readonly warming = new Warming();
  private auditions = 0; // single notes that still ring
  protected seats: readonly Seat[] = [];
  private volume = 80;
  private mastering: Mastering | null = null;
  private expected: number | null = null; // LUFS

  /**
   * `font` is told what comes of the SoundFonts; null: Tone's synths play everything, and none is
   * fetched. `open` makes the way out.
   */
  constructor(
    font: Told | null,
    private readonly open: () => AudioGraph,
  ) {
    super();
    this.rack = new Rack(() => this.graph, font);
    this.band = new Band(this.rack);
    this.fan = new Fan(this.band);
  }

  /** Whether music plays on it, or waits to. */
  protected abstract get busy(): boolean;
  /** Says what may be played next. */
  protected abstract warm(): void;
  /** Lets pedals and bends of where the music stopped go. */
  protected abstract rest(): void;
  /** Called often while the way out is open. */
  abstract pump(): void;

  /** The sound's way out, once it is open. */
  get way(): AudioGraph | null {
    return this.graph;
  }

  /** Fetches the SoundFont ahead of the first press; nothing sounds yet. */
  prefetch(): void {
    void this.rack.fonts?.prefetch();
  }

  /** Tries once more to have a SoundFont that could not be had. */
  async retryFont(): Promise<void> {
    if (this.graph) await this.furnish("reload");
    else this.prefetch();
  }

  /** Opens the audio; call it first thing in a press or key handler. */
  async wake(): Promise<void> {
    if (!this.graph) {
      const graph = this.open();
      this.graph = graph;
      graph.setVolume(this.volume);
      graph.every(PUMP_SECONDS, () => {
        this.pump();
        if (!this.busy && !this.auditions && !this.band.held) void this.prepare();
      });
      graph.setMastering(this.mastering);
      if (this.expected !== null) graph.setExpected(this.expected);
      this.band.level();
      void this.furnish();
    }
    await this.graph.start();
  }

  /** Brings the SoundFonts, the small one first. */
  private async furnish(cache?: RequestCache): Promise<void> {
    await this.rack.fonts?.loadSmall();
    this.settle();
    await this.rack.fonts?.fetchExported(cache);
  }

  /** Puts the SoundFont of sound files in, if it has come; only while nothing sounds. */
  async swapFont(): Promise<void> {
    if (!(await this.rack.fonts?.swap())) return;
    this.settle();
    this.warming.forget();
  }

  /** What can be done while nothing sounds, a little at a time. */
  private async prepare(): Promise<void> {
    await this.swapFont();
    const { font } = this.rack;
    const touch = font && this.warming.next();
    if (touch) font.warm(touch);
  }

  /** Tells a SoundFont that has just come all that it has to know. */
  private settle(): void {
    this.band.level();
    this.band.recallAll();
    this.plug();
  }

  /** How the players are heard from now on; what sounds goes on sounding. */
  seat(seats: readonly Seat[]): void {
    this.players = seats.length;
    this.seats = seats;
    this.fan.seat(seats);
    this.plug();
    this.warm();
  }

  setVolume(percent: number): void {
    this.volume = percent;
    this.graph?.setVolume(percent);
  }

  /** Where notes and clicks go besides the page's own sounds: a MIDI device; null for nowhere. */
  setDevice(device: SeatedOutput | null): void {
    this.fan.second = device;
  }

  /** A key that somebody presses, with the sound of a player; velocity 0 lets it go. */
  touch(track: number, pitch: number, velocity: number): void {
    this.graph?.setOpen(true);
    if (!this.busy) this.rest();
    this.band.touch(track, pitch, velocity, this.graph?.now() ?? 0);
  }

  /** One note of a track, now: what a hand puts down is heard whether the music plays or not. */
  async audition(track: number, pitch: number, velocity: number, milliseconds: number) {
    await this.wake();
    const { graph } = this;
    if (!graph) return;
    const now = graph.now();
    const cue = { onset: 0, end: 1, pitch, velocity, track };
    graph.setOpen(true);
    if (!this.busy) this.rest();
    this.band.noteOn(cue, now);
    this.band.noteOff(cue, now + milliseconds / 1000);
    this.auditions += 1;
    setTimeout(() => {
      this.auditions -= 1;
      if (!this.auditions && !this.busy) graph.setOpen(false);
    }, milliseconds + RING_MS);
  }

  /** What is done to all players together. */
  setMastering(mastering: Mastering | null): void {
    this.mastering = mastering;
    this.graph?.setMastering(mastering);
  }

  /** How loud the music will be by itself, in LUFS, so that soft pieces are heard as well as loud ones. */
  protected setExpected(lufs: number): void {
    this.expected = lufs;
    this.graph?.setExpected(lufs);
  }

  /** Gives each strip its player's channel. */
  private plug(): void {
    this.rack.plug(Array.from({ length: this.players }, (_, track) => this.band.channelOf(track)));
  }
}
