/** The MIDI messages of a keyboard and of a sound module, as bytes. */

export const NOTE_OFF = 0x80;
export const NOTE_ON = 0x90;
export const CONTROL = 0xb0;
export const PROGRAM = 0xc0;
export const WHEEL = 0xe0;
export const WHEEL_CENTRE = 8192;
export const ALL_NOTES_OFF = 123;
const RELEASE = 64; // how fast a key comes up: keyboards that do not measure it say so

/** A key that was pressed or, with velocity 0, let go. */
export interface KeyPress {
  readonly pitch: number;
  readonly velocity: number;
}

/** Reads a key from a message; null for all others. Note-ons of velocity 0 let go. */
export function keyOf(data: Uint8Array | null): KeyPress | null {
  const [status = 0, pitch, velocity] = data ?? [];
  if (pitch === undefined || velocity === undefined) return null;
  const kind = status & 0xf0;
  if (kind === NOTE_ON) return { pitch, velocity };
  return kind === NOTE_OFF ? { pitch, velocity: 0 } : null;
}

export const noteOn = (channel: number, pitch: number, velocity: number) => [
  NOTE_ON | channel,
  pitch,
  velocity,
];
export const noteOff = (channel: number, pitch: number) => [NOTE_OFF | channel, pitch, RELEASE];
export const control = (channel: number, number: number, value: number) => [
  CONTROL | channel,
  number,
  value,
];
export const program = (channel: number, number: number) => [PROGRAM | channel, number];
/** The pitch wheel at −8192 to 8191. */
export const wheel = (channel: number, bend: number) => {
  const value = bend + WHEEL_CENTRE;
  return [WHEEL | channel, value & 0x7f, value >> 7];
};

/** The controls, in their order, that set a registered parameter, and no other by mistake later. */
export const parameterData = (parameter: number, value: number) =>
  [
    [101, 0],
    [100, parameter],
    [6, value],
    [101, 127],
    [100, 127],
  ] as const;
