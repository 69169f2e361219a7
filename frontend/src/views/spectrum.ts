/** The spectrum: how loud each sixth of an octave is just now, over the keys it belongs to. */
import { sheetOf } from "../roll/canvas";
import { readColours } from "../roll/colours";

const LOWEST = 32.7; // Hz: C1, the lowest C of a piano
const OCTAVES = 9;
const PER_OCTAVE = 6;
export const BANDS = OCTAVES * PER_OCTAVE;
const FLOOR = -90; // dB; what is softer is not drawn
const CEILING = -10; // dB; analysers spread a loud note over bins, so none comes near 0
const FOOT = 22; // CSS pixels for the names of the Cs
const FALL = 1.2; // of the height in a second, so that short notes can be seen

/** The lower edge of a band in Hz. */
export const edgeOf = (band: number) => LOWEST * 2 ** (band / PER_OCTAVE);

/** 0–1 for each band: the loudest of its bins. `decibels` are the bins from 0 to half `rate`. */
export function bandsOf(decibels: Float32Array, rate: number): number[] {
  const width = rate / 2 / decibels.length;
  return Array.from({ length: BANDS }, (_, band) => {
    const from = Math.round(edgeOf(band) / width);
    const to = Math.max(from + 1, Math.round(edgeOf(band + 1) / width));
    let loudest = FLOOR;
    for (let bin = from; bin < to; bin++) loudest = Math.max(loudest, decibels[bin] ?? FLOOR);
    return Math.min(1, (loudest - FLOOR) / (CEILING - FLOOR));
  });
}

/** Lets each band rise at once and fall slowly. */
export function settle(shown: readonly number[], now: readonly number[], seconds: number) {
  return now.map((value, band) => Math.max(value, (shown[band] ?? 0) - FALL * seconds));
}

export function paintSpectrum(canvas: HTMLCanvasElement, shown: readonly number[]): void {
  const sheet = sheetOf(canvas);
  if (!sheet) return;
  const { context: pen, width, height } = sheet;
  const colours = readColours(canvas);
  const column = width / BANDS;
  const tall = height - FOOT - 12;
  pen.fillStyle = colours.stage;
  pen.fillRect(0, 0, width, height);
  pen.font = '11px "Instrument Sans Variable", sans-serif';
  for (let octave = 0; octave < OCTAVES; octave++) {
    const x = Math.round(octave * PER_OCTAVE * column);
    pen.fillStyle = colours.line;
    pen.fillRect(x, 0, 1, height);
    pen.fillStyle = colours.ink3;
    pen.fillText(`C${octave + 1}`, x + 5, height - 7);
  }
  pen.fillStyle = colours.ink;
  shown.forEach((value, band) => {
    const up = Math.max(1, value * tall);
    pen.fillRect(band * column + 2, height - FOOT - up, Math.max(1, column - 4), up);
  });
  pen.fillStyle = colours.bar;
  pen.fillRect(0, height - FOOT, width, 1);
}
