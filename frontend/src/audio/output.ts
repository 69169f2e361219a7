/** Where notes and clicks are sent: the page's own sounds, a MIDI device, a tape in a test. */
import type { Change } from "./changes";
import type { Seat } from "./mix";
import type { Cue } from "./schedule";

/** What sounds the notes. `time` is in seconds of the audio clock. */
export interface Output {
  noteOn(cue: Cue, time: number): void;
  noteOff(cue: Cue, time: number): void;
  /** Pedal, bend, volume or the like of one player. */
  change(change: Change, time: number): void;
  /** A beat of the metronome. */
  click(accent: boolean, time: number): void;
  /** Everything off, now. */
  silence(): void;
}

/** An output that has to know who plays what, and how loud. */
export interface SeatedOutput extends Output {
  seat(seats: readonly Seat[]): void;
}
