/** How a pitch is written: its line or space, and its accidental, as its key spells it. */

export interface Spelt {
  /** Steps of the scale from C0: C4 is 28. */
  readonly step: number;
  /** Half tones from the plain step: −2 to 2. */
  readonly alter: number;
}

const LETTERS = "CDEFGAB";
const IN_FIFTHS = "FCGDAEB";
const SEMITONES = [0, 2, 4, 5, 7, 9, 11]; // of the plain steps

/** How many fifths a key lies above C: G major 1, F major −1, A minor 0; 0 where none is known. */
export function fifthsOf(key: string | null): number {
  const [, letter, sign, mode] = /^([A-G])([#b♯♭]?)\s*(.*)$/.exec(key ?? "") ?? [];
  if (!letter) return 0;
  const sharps = sign === "#" || sign === "♯" ? 7 : sign ? -7 : 0;
  return IN_FIFTHS.indexOf(letter) - 1 + sharps - (isMinor(mode ?? "") ? 3 : 0);
}

const isMinor = (mode: string) => /^m(in|$)/i.test(mode);

// Of the twelve neighbours in fifths, major keys reach more to the flats, minor ones to their sharps.
const MAJOR_FROM = -4;
const MINOR_FROM = -2;

/** Spells pitches in a key: G♯, not A♭, where A minor leads to A. */
export function speller(key: string | null): (pitch: number) => Spelt {
  const minor = isMinor(/^[A-G][#b♯♭]?\s*(.*)$/.exec(key ?? "")?.[1] ?? "");
  const from = fifthsOf(key) + (minor ? MINOR_FROM : MAJOR_FROM);
  return (pitch) => {
    // Seven half tones a fifth: seven times as many fifths bring every pitch class back.
    const fifth = from + modulo(pitch * 7 - from, 12);
    const letter = LETTERS.indexOf(IN_FIFTHS[modulo(fifth + 1, 7)] ?? "C");
    const alter = Math.floor((fifth + 1) / 7);
    const octave = Math.round((pitch - alter - (SEMITONES[letter] ?? 0)) / 12) - 1;
    return { step: octave * 7 + letter, alter };
  };
}

const modulo = (value: number, by: number) => ((value % by) + by) % by;
