/** A MIDI device that plays along: every note with its own time, so that a busy page never makes it late. */
import { channelsOf, DRUM_CHANNEL } from "../channels";
import { audible, clamp, type Seat } from "../mix";
import type { SeatedOutput } from "../output";
import type { Cue } from "../schedule";
import { ALL_NOTES_OFF, control, noteOff, noteOn, program } from "./messages";

const VOLUME = 7;
const PAN = 10;
const AS_WRITTEN = 100; // of 127: what General MIDI begins with, and what 0 dB means here
const WOODBLOCKS = { accent: 76, beat: 77 } as const;
const CLICK_SECONDS = 0.05;

/** The part of the browser's MIDIOutput that is used. */
export interface Port {
  send(bytes: readonly number[], timestamp?: number): void;
}

/** General MIDI volume: 40 dB a tenfold, as the standard recommends. */
export function volumeOf(decibels: number): number {
  return clamp(Math.round(AS_WRITTEN * 10 ** (decibels / 40)), 0, 127);
}

export class MidiOut implements SeatedOutput {
  private seats: readonly Seat[] = [];
  private channels: number[] = [];
  private heard: boolean[] = [];
  private readonly started = new Map<Cue, number>(); // the channel that a note began on

  /** `clock` turns seconds of the audio clock into the milliseconds that MIDI is timed by. */
  constructor(
    private readonly port: Port,
    private readonly clock: (seconds: number) => number,
  ) {}

  /** Tells the device which sounds, levels and places the players have, where they changed. */
  seat(seats: readonly Seat[]): void {
    const before = this.seats;
    this.seats = seats;
    this.channels = channelsOf(seats);
    this.heard = audible(seats);
    seats.forEach((seat, track) => {
      const channel = this.channels[track] ?? 0;
      const was = before[track];
      if (was?.program !== seat.program) this.port.send(program(channel, seat.program));
      if (was?.decibels !== seat.decibels) {
        this.port.send(control(channel, VOLUME, volumeOf(seat.decibels)));
      }
      if (was?.pan !== seat.pan) {
        this.port.send(control(channel, PAN, clamp(Math.round(64 + 63 * seat.pan), 0, 127)));
      }
    });
  }

  noteOn(cue: Cue, time: number): void {
    if (!this.heard[cue.track]) return;
    const channel = this.channels[cue.track] ?? 0;
    this.started.set(cue, channel);
    this.port.send(noteOn(channel, cue.pitch, cue.velocity), this.clock(time));
  }

  noteOff(cue: Cue, time: number): void {
    const channel = this.started.get(cue);
    this.started.delete(cue);
    if (channel !== undefined) this.port.send(noteOff(channel, cue.pitch), this.clock(time));
  }

  click(accent: boolean, time: number): void {
    const pitch = accent ? WOODBLOCKS.accent : WOODBLOCKS.beat;
    this.port.send(noteOn(DRUM_CHANNEL, pitch, accent ? 110 : 80), this.clock(time));
    this.port.send(noteOff(DRUM_CHANNEL, pitch), this.clock(time + CLICK_SECONDS));
  }

  silence(): void {
    for (const channel of new Set(this.channels))
      this.port.send(control(channel, ALL_NOTES_OFF, 0));
    this.started.clear();
  }
}
