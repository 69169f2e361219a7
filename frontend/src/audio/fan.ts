/** Sends what is played to the page's own sounds and, if one is chosen, to a device as well. */
import type { Cue } from "./schedule";
import type { Output } from "./scheduler";

export class Fan implements Output {
  private other: Output | null = null;

  constructor(private readonly first: Output) {}

  /** Another output, or none; the one before is left silent. */
  set second(output: Output | null) {
    this.other?.silence();
    this.other = output;
  }

  noteOn(cue: Cue, time: number): void {
    this.first.noteOn(cue, time);
    this.other?.noteOn(cue, time);
  }

  noteOff(cue: Cue, time: number): void {
    this.first.noteOff(cue, time);
    this.other?.noteOff(cue, time);
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
