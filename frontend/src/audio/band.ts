/**
 * The players: sends each track's notes, and what turns their sound, to the sound it was given, as
 * loud as its strip says. Tone's synths know volumes, places and pedals of it.
 */
import type { Chain } from "../score/effects";
import { type Change, EXPRESSION, PAN, PEDAL, usualOf, VOLUME } from "./changes";
import { channelsOf } from "./channels";
import {
  audible,
  faderOver,
  gainOf,
  type Knobs,
  NO_KNOBS,
  placeOf,
  type Seat,
  writtenGain,
} from "./mix";
import type { SeatedOutput } from "./output";
import { Pedals } from "./pedals";
import type { Cue } from "./schedule";
import type { ProgramVoice, SynthName, Voice } from "./voice";

export interface Instruments {
  /** null while the SoundFont is on its way; the poly synth plays then, never silence. */
  readonly font: ProgramVoice | null;
  /** How many channels of sixteen the SoundFont has room for. */
  readonly ports: number;
  drums(track: number): Voice;
  synth(track: number, name: SynthName): Voice;
  /** The strip that drums and synths of a track go through. */
  setLevel(track: number, gain: number, pan: number, time?: number): void;
  /** What the sound of a track goes through, whoever plays it. */
  setEffects(track: number, chain: Chain): void;
  click(accent: boolean, time: number): void;
  /** A time as the sound can keep it. */
  exact(time: number): number;
}

const NOW = 0; // seconds: what is late is done at once

export class Band implements SeatedOutput {
  private seats: readonly Seat[] = [];
  private channels: number[] = [];
  private heard: boolean[] = [];
  private readonly started = new Map<Cue, { voice: Voice; channel: number }>(); // to end it there
  private readonly used = new Set<Voice>();
  private readonly keys = new Map<string, Cue>(); // held by hand
  private readonly knobs = new Map<number, Map<number, number>>(); // track → kind → value
  private readonly pedals = new Pedals();

  constructor(private readonly instruments: Instruments) {}

  /** Seats the players, or changes how they are heard; what sounds goes on sounding. */
  seat(seats: readonly Seat[]): void {
    const before = this.channels;
    this.seats = seats;
    this.channels = channelsOf(seats, this.instruments.ports);
    this.heard = audible(seats);
    const moved = [...this.knobs].filter(([track]) => before[track] !== this.channels[track]);
    for (const [track, knobs] of moved) {
      for (const kind of knobs.keys()) this.turn(before[track], kind, usualOf(kind), NOW);
    }
    for (const [track] of moved) this.recall(track);
    this.level();
  }

  /** The channel that a track's notes go to. */
  channelOf(track: number): number {
    return this.channels[track] ?? 0;
  }

  /** Brings all strips to where they stand; called again when the SoundFont has come. */
  level(): void {
    this.seats.forEach((seat, track) => {
      this.instruments.setEffects(track, seat.effects);
      this.levelStrip(track);
      this.levelChannel(track);
      this.placeChannel(track, NOW);
    });
  }

  /** Tells a SoundFont that has just come what the players' files turned. */
  recallAll(): void {
    for (const track of this.knobs.keys()) this.recall(track);
  }

  change({ track, kind, value }: Change, time: number): void {
    if (!this.seats[track]) return; // who has left; the channel was put right then
    const knobs = this.knobs.get(track) ?? new Map<number, number>();
    this.knobs.set(track, knobs.set(kind, value));
    const exact = this.instruments.exact(time);
    if (kind === PAN) this.placeChannel(track, exact);
    else this.turn(this.channelOf(track), kind, value, exact);
    if (kind === VOLUME) this.levelChannel(track);
    if (kind === PEDAL) this.pedals.press(track, value, exact);
    if (kind === VOLUME || kind === EXPRESSION || kind === PAN) this.levelStrip(track, exact);
  }

  noteOn(cue: Cue, time: number): void {
    const voice = this.voiceOf(cue.track);
    const channel = this.channelOf(cue.track);
    this.started.set(cue, { voice, channel });
    this.used.add(voice);
    const { font } = this.instruments;
    if (voice === font) font.setProgram(channel, this.seats[cue.track]?.program ?? 0);
    voice.noteOn(channel, cue.pitch, cue.velocity, this.instruments.exact(time));
  }

  noteOff(cue: Cue, time: number): void {
    const place = this.started.get(cue);
    this.started.delete(cue);
    if (!place) return;
    const end = (at: number) => place.voice.noteOff(place.channel, cue.pitch, at);
    const exact = this.instruments.exact(time);
    if (place.voice === this.instruments.font) end(exact);
    else this.pedals.release(cue.track, exact, end);
  }

  /** Whether a hand holds a key down. */
  get held(): boolean {
    return this.keys.size > 0;
  }

  /** A key pressed by hand; velocity 0 lets it go. */
  touch(track: number, pitch: number, velocity: number, time: number): void {
    const key = `${track} ${pitch}`;
    const held = this.keys.get(key);
    this.keys.delete(key);
    if (held) this.noteOff(held, time);
    if (velocity === 0) return;
    const cue = { onset: 0, end: 0, pitch, velocity, track };
    this.keys.set(key, cue);
    this.noteOn(cue, time);
  }

  click(accent: boolean, time: number): void {
    this.instruments.click(accent, this.instruments.exact(time));
  }

  silence(): void {
    for (const voice of this.used) voice.silence();
    this.used.clear();
    this.started.clear();
    this.pedals.forget();
  }

  private knobsOf(track: number): Knobs {
    return this.knobs.get(track) ?? NO_KNOBS;
  }

  private turn(channel: number | undefined, kind: number, value: number, time: number): void {
    if (channel !== undefined) this.instruments.font?.change(channel, kind, value, time);
  }

  private recall(track: number): void {
    for (const [kind, value] of this.knobsOf(track)) {
      if (kind !== PAN) this.turn(this.channels[track], kind, value, NOW);
    }
  }

  /** What drums and synths of a track go through. */
  private levelStrip(track: number, time?: number): void {
    const { decibels, pan } = this.seats[track] as Seat;
    const knobs = this.knobsOf(track);
    const gain = this.heard[track] ? gainOf(decibels) * writtenGain(knobs) : 0;
    this.instruments.setLevel(track, gain, placeOf(knobs, pan), time);
  }

  private levelChannel(track: number): void {
    const { decibels, pan } = this.seats[track] as Seat;
    const gain = this.heard[track] ? faderOver(this.knobsOf(track), decibels) : 0;
    this.instruments.font?.setLevel(this.channelOf(track), gain, pan);
  }

  /** A place that a mixer names stands instead of all that the file names. */
  private placeChannel(track: number, time: number): void {
    const place = this.knobs.get(track)?.get(PAN);
    if (place === undefined) return;
    const value = this.seats[track]?.pan ? usualOf(PAN) : place;
    this.turn(this.channelOf(track), PAN, value, time);
  }

  private voiceOf(track: number): Voice {
    const seat = this.seats[track];
    const { font } = this.instruments;
    if (seat?.synth) return this.instruments.synth(track, seat.synth);
    if (font) return font;
    return seat?.isDrum ? this.instruments.drums(track) : this.instruments.synth(track, "piano");
  }
}
