/** A MIDI device that plays along: every note with its own time, so that a busy page never makes it late. */
import { BEND, type Change, keyOf, PAN, PARAMETER, usualOf, VOLUME } from "../changes";
import { channelsOf, DRUM_CHANNEL } from "../channels";
import { audible, clamp, type Seat } from "../mix";
import type { SeatedOutput } from "../output";
import type { Cue } from "../schedule";
import { ALL_NOTES_OFF, control, noteOff, noteOn, parameterData, program, wheel } from "./messages";

const WOODBLOCKS = { accent: 76, beat: 77 } as const;
const CLICK_SECONDS = 0.05;

/** The part of the browser's MIDIOutput that is used. */
export interface Port {
  send(bytes: readonly number[], timestamp?: number): void;
}

/** A volume as a fader over it makes it: 40 dB a tenfold, as General MIDI recommends. */
export function volumeOf(decibels: number, written = usualOf(VOLUME)): number {
  return clamp(Math.round(written * 10 ** (decibels / 40)), 0, 127);
}

/** A place as a mixer makes it; in the middle it leaves the one that is written. */
function panOf(pan: number, written = usualOf(PAN)): number {
  return pan ? clamp(Math.round(64 + 63 * pan), 0, 127) : written;
}

function messagesOf(channel: number, kind: number, value: number): readonly number[][] {
  if (kind < BEND) return [control(channel, kind, value)];
  if (kind === BEND) return [wheel(channel, value)];
  return parameterData(kind - PARAMETER, value).map(([number, to]) => control(channel, number, to));
}

export class MidiOut implements SeatedOutput {
  private seats: readonly Seat[] = [];
  private channels: number[] = [];
  private heard: boolean[] = [];
  private readonly started = new Map<Cue, number>(); // the channel that a note began on
  private readonly written = new Map<string, number>(); // track and kind → what the file turned last

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
        const written = this.written.get(keyOf({ track, kind: VOLUME }));
        this.port.send(control(channel, VOLUME, volumeOf(seat.decibels, written)));
      }
      if (was?.pan !== seat.pan) {
        const written = this.written.get(keyOf({ track, kind: PAN }));
        this.port.send(control(channel, PAN, panOf(seat.pan, written)));
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

  change({ track, kind, value }: Change, time: number): void {
    const seat = this.seats[track];
    if (!seat) return;
    this.written.set(keyOf({ track, kind }), value);
    const channel = this.channels[track] ?? 0;
    const mixed =
      kind === VOLUME
        ? volumeOf(seat.decibels, value)
        : kind === PAN
          ? panOf(seat.pan, value)
          : value;
    for (const message of messagesOf(channel, kind, mixed))
      this.port.send(message, this.clock(time));
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
