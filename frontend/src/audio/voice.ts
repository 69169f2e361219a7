/** What can sound a player's part. */

export interface Voice {
  /** `time` is in seconds of the audio clock; velocity 1–127. */
  noteOn(channel: number, pitch: number, velocity: number, time: number): void;
  noteOff(channel: number, pitch: number, time: number): void;
  silence(): void;
}

/** A voice that knows General MIDI programs, with a level and a place for each channel. */
export interface ProgramVoice extends Voice {
  setProgram(channel: number, program: number): void;
  /** `gain` is a factor, `pan` goes from −1 (left) to 1 (right). */
  setLevel(channel: number, gain: number, pan: number): void;
  /** A change of a kind of `changes.ts`. */
  change(channel: number, kind: number, value: number, time: number): void;
}

/** Tone's own instruments. */
export const SYNTHS = [
  { id: "piano", label: "Poly synth" },
  { id: "fm", label: "FM synth" },
  { id: "am", label: "AM synth" },
  { id: "pluck", label: "Pluck synth" },
  { id: "membrane", label: "Membrane synth" },
] as const;

export type SynthName = (typeof SYNTHS)[number]["id"];
