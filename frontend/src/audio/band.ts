/** The players: sends each track's notes to the sound it was given, as loud as its strip says. */
import type { Chain } from "../score/effects";
import { channelsOf } from "./channels";
import { audible, gainOf, type Seat } from "./mix";
import type { SeatedOutput } from "./output";
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
  setLevel(track: number, gain: number, pan: number): void;
  /** What the sound of a track goes through, whoever plays it. */
  setEffects(track: number, chain: Chain): void;
  click(accent: boolean, time: number): void;
  /** A time as the sound can keep it. */
  exact(time: number): number;
}

export class Band implements SeatedOutput {
  private seats: readonly Seat[] = [];
  private channels: number[] = [];
  private readonly started = new Map<Cue, { voice: Voice; channel: number }>(); // to end it there
  private readonly used = new Set<Voice>();
  private readonly keys = new Map<string, Cue>(); // held by hand

  constructor(private readonly instruments: Instruments) {}

  /** Seats the players, or changes how they are heard; what sounds goes on sounding. */
  seat(seats: readonly Seat[]): void {
    this.seats = seats;
    this.channels = channelsOf(seats, this.instruments.ports);
    this.level();
  }

  /** The channel that a track's notes go to. */
  channelOf(track: number): number {
    return this.channels[track] ?? 0;
  }

  /** Brings all strips to where they stand; called again when the SoundFont has come. */
  level(): void {
    const heard = audible(this.seats);
    this.seats.forEach((seat, track) => {
      const gain = heard[track] ? gainOf(seat.decibels) : 0;
      this.instruments.setLevel(track, gain, seat.pan);
      this.instruments.setEffects(track, seat.effects);
      this.instruments.font?.setLevel(this.channelOf(track), gain, seat.pan);
    });
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
    place?.voice.noteOff(place.channel, cue.pitch, this.instruments.exact(time));
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
  }

  private voiceOf(track: number): Voice {
    const seat = this.seats[track];
    const { font } = this.instruments;
    if (seat?.synth) return this.instruments.synth(track, seat.synth);
    if (font) return font;
    return seat?.isDrum ? this.instruments.drums(track) : this.instruments.synth(track, "piano");
  }
}
