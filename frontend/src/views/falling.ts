/** Falling notes: what comes in the next seconds comes down upon a keyboard; drums have a lane beside it. */
import { type Cue, Schedule } from "../audio/schedule";
import { sheetOf } from "../roll/canvas";
import { paintOf, readColours, trackColours } from "../roll/colours";
import type { Score } from "../score/score";
import { TempoMap } from "../score/tempo";
import { type Key, keysOf, octavesOf } from "./keyboard";

const AHEAD = 3; // seconds of music between the top and the keys
const LANE = 44; // CSS pixels for the drums
const KEYS = 72; // CSS pixels, height of the keyboard

/** The notes of one score by time, ready to be looked up sixty times a second. */
export class Falling {
  readonly low: number;
  readonly high: number;
  readonly hasDrums: boolean;
  private readonly schedule: Schedule;
  private readonly tempo: TempoMap;
  private readonly longest: number;

  constructor(readonly score: Score) {
    const pitched = score.tracks.filter((track) => !track.isDrum).flatMap((track) => track.notes);
    const lowest = pitched.reduce((least, note) => Math.min(least, note[2]), 127);
    const highest = pitched.reduce((most, note) => Math.max(most, note[2]), 0);
    [this.low, this.high] = pitched.length ? octavesOf(lowest, highest) : octavesOf(48, 71);
    this.hasDrums = score.tracks.some((track) => track.isDrum && track.notes.length > 0);
    this.schedule = Schedule.of(score);
    this.tempo = new TempoMap(score.ticksPerQuarter, score.tempos);
    this.longest = score.tracks
      .flatMap((track) => track.notes)
      .reduce((most, note) => Math.max(most, note[1]), 1);
  }

  /** What is to be seen at `tick`, with its distance from the keys: 0 touches them, 1 is the top. */
  at(tick: number): { cue: Cue; from: number; to: number }[] {
    const now = this.tempo.secondsAt(tick);
    const until = this.tempo.tickAt(now + AHEAD);
    return this.schedule
      .between(tick - this.longest, until)
      .filter((cue) => cue.end > tick)
      .map((cue) => ({
        cue,
        from: (this.tempo.secondsAt(cue.onset) - now) / AHEAD,
        to: (this.tempo.secondsAt(cue.end) - now) / AHEAD,
      }));
  }
}

export function paintFalling(
  canvas: HTMLCanvasElement,
  falling: Falling,
  tick: number,
  audible: (track: number) => boolean,
): void {
  const sheet = sheetOf(canvas);
  if (!sheet) return;
  const { context: pen, width, height } = sheet;
  const colours = readColours(canvas);
  const paints = trackColours(falling.score.tracks).map((colour) => paintOf(canvas, colour));
  const lane = falling.hasDrums ? LANE : 0;
  const keys = keysOf(falling.low, falling.high, width - lane);
  const floor = height - KEYS;
  const lit = new Map<number, string>();
  pen.fillStyle = colours.stage;
  pen.fillRect(0, 0, width, height);
  paintOctaves(pen, keys, colours.line, floor);
  for (const { cue, from, to } of falling.at(tick)) {
    const paint = paints[cue.track] ?? colours.ink;
    pen.globalAlpha = audible(cue.track) ? 1 : 0.25;
    pen.fillStyle = paint;
    if (falling.score.tracks[cue.track]?.isDrum) {
      paintDiamond(pen, width - LANE / 2, floor * (1 - Math.max(0, from)));
      continue;
    }
    const key = keys[cue.pitch - falling.low];
    if (!key) continue;
    const top = Math.max(0, floor * (1 - to));
    const bottom = floor * (1 - Math.max(0, from));
    pen.beginPath();
    pen.roundRect(key.x + 1, top, key.width - 2, Math.max(2, bottom - top - 1), 2);
    pen.fill();
    if (from <= 0 && audible(cue.track)) lit.set(cue.pitch, paint);
  }
  pen.globalAlpha = 1;
  paintKeys(pen, keys, floor, lit, colours);
  if (lane) {
    pen.fillStyle = colours.panel;
    pen.fillRect(width - LANE, floor, LANE, KEYS);
    pen.fillStyle = colours.ink3;
    pen.font = '11px "Instrument Sans Variable", sans-serif';
    pen.fillText("Drums", width - LANE + 6, floor + 18);
  }
  pen.fillStyle = colours.red;
  pen.fillRect(0, floor - 1, width, 2);
}

function paintOctaves(
  pen: CanvasRenderingContext2D,
  keys: readonly Key[],
  line: string,
  to: number,
) {
  pen.fillStyle = line;
  for (const key of keys) if (key.pitch % 12 === 0) pen.fillRect(Math.round(key.x), 0, 1, to);
}

function paintDiamond(pen: CanvasRenderingContext2D, x: number, y: number): void {
  pen.beginPath();
  pen.moveTo(x, y - 6);
  pen.lineTo(x + 6, y);
  pen.lineTo(x, y + 6);
  pen.lineTo(x - 6, y);
  pen.fill();
}

function paintKeys(
  pen: CanvasRenderingContext2D,
  keys: readonly Key[],
  top: number,
  lit: ReadonlyMap<number, string>,
  colours: ReturnType<typeof readColours>,
): void {
  const draw = (key: Key, tall: number, plain: string) => {
    pen.fillStyle = lit.get(key.pitch) ?? plain;
    pen.fillRect(key.x + 0.5, top, key.width - 1, tall);
  };
  pen.font = '11px "Instrument Sans Variable", sans-serif';
  pen.fillStyle = colours.bar;
  pen.fillRect(0, top, (keys.at(-1)?.x ?? 0) + (keys.at(-1)?.width ?? 0), KEYS);
  for (const key of keys) if (!key.black) draw(key, KEYS, colours.panel);
  for (const key of keys) if (key.black) draw(key, KEYS * 0.62, colours.ink2);
  pen.fillStyle = colours.ink3;
  for (const key of keys) {
    if (key.pitch % 12 === 0) pen.fillText(`C${key.pitch / 12 - 1}`, key.x + 3, top + KEYS - 6);
  }
}
