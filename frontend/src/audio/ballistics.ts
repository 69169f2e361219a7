/** How meters move: up at once, down slowly; a mark stays where sound was too loud, until it is pressed. */
import { meterOf } from "./mix";

const FALL = 0.5; // of the meter's height in a second: 30 dB

export class Ballistics {
  private shown: number[] = [];
  private marks: boolean[] = [];
  private before = 0;

  /** `full`: the amplitude that leaves a mark. */
  constructor(private readonly full = 1) {}

  /** Whether each was too loud since its mark was pressed. */
  get clipped(): readonly boolean[] {
    return this.marks;
  }

  /** Amplitudes of now at a time in seconds; returns where each meter stands, 0–1. */
  push(amplitudes: readonly number[], seconds: number): readonly number[] {
    const fallen = FALL * Math.max(0, seconds - this.before);
    this.before = seconds;
    this.marks = amplitudes.map(
      (value, index) => value >= this.full || (this.marks[index] ?? false),
    );
    this.shown = amplitudes.map((value, index) =>
      Math.max(meterOf(value), (this.shown[index] ?? 0) - fallen),
    );
    return this.shown;
  }

  /** The mark was pressed. */
  forget(index: number): void {
    this.marks = this.marks.map((mark, at) => mark && at !== index);
  }
}
