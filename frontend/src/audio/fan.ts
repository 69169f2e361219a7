/** Sends what is played to the page's own sounds and, if one is chosen, to a device as well. */
import type { Change } from "./changes";
import type { Seat } from "./mix";
import type { SeatedOutput } from "./output";
import type { Cue } from "./schedule";

export class Fan implements SeatedOutput {
  private other: SeatedOutput | null = null;
  private seats: readonly Seat[] = [];

  constructor(private readonly first: SeatedOutput) {}

  /** Another output, or none; the one before is left silent. */
  set second(output: SeatedOutput | null) {
    this.other?.silence();
    this.other = output;
    output?.seat(this.seats);
  }

  seat(seats: readonly Seat[]): void {
    this.seats = seats;
    this.first.seat(seats);
    this.other?.seat(seats);
  }

  noteOn(cue: Cue, time: number): void {
    this.first.noteOn(cue, time);
    this.other?.noteOn(cue, time);
  }

  noteOff(cue: Cue, time: number): void {
    this.first.noteOff(cue, time);
    this.other?.noteOff(cue, time);
  }

  change(change: Change, time: number): void {
    this.first.change(change, time);
    this.other?.change(change, time);
  }

  click(accent: boolean, time: number): void {
    this.first.click(accent, time);
    this.other?.click(accent, time);
  }

  silence(): void {
    this.first.silence();
    this.other?.silence();
  }
}
