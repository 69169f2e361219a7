/** What can sound a player's part. */

export interface Voice {
  /** `time` is in seconds of the audio clock; velocity 1–127. */
  noteOn(channel: number, pitch: number, velocity: number, time: number): void;
  noteOff(channel: number, pitch: number, time: number): void;
  silence(): void;
}

/** How a part sounds: a General MIDI program, or one of Tone's own instruments. */
export type Sound =
  | { readonly kind: "program"; readonly program: number }
  | { readonly kind: "synth"; readonly synth: SynthName };

export const SYNTHS = [
  { id: "piano", label: "Piano synth" },
  { id: "fm", label: "FM synth" },
  { id: "am", label: "AM synth" },
] as const;

export type SynthName = (typeof SYNTHS)[number]["id"];
