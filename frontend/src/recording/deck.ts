/** Plays a recording beside the notes: held to their place, stretched without changing its pitch. */
import { connect, PitchShift } from "tone";
import type { AudioGraph } from "../audio/graph";
import type { Strip } from "../audio/strip";
import { RECORDING } from "../editing/verb";
import type { Chain } from "../score/effects";
import type { Place } from "./alignment";

const FAR = 0.08; // s from its place at which it jumps instead of hurrying
const NEAR = 0.012; // s that nobody hears
const HURRY = 0.5; // how much of a lag is made up in a second
const [SLOWEST, FASTEST] = [0.0625, 8]; // what browsers play
const HIGHEST = 48; // semitones; beyond is nothing to be heard
const REPORTS = 0.12; // s; a jump takes about as long until it sounds, so none comes before

export class RecordingDeck {
  private readonly sound: HTMLAudioElement;
  private readonly shift: PitchShift;
  private readonly strip: Strip;
  private readonly source: MediaElementAudioSourceNode;
  private jumped = 0;

  constructor(graph: AudioGraph, url: string) {
    const context = graph.context as AudioContext;
    this.sound = new Audio(url);
    this.sound.preload = "auto";
    this.sound.preservesPitch = true;
    this.strip = graph.strip(RECORDING);
    this.shift = new PitchShift({ pitch: 0, wet: 0 });
    this.source = context.createMediaElementSource(this.sound);
    connect(this.source, this.shift);
    this.shift.connect(this.strip.input);
  }

  /** `gain` is a factor, 0 is silence; `pan` goes from −1 to 1. */
  setLevel(gain: number, pan: number): void {
    this.strip.set(gain, pan);
  }

  setEffects(chain: Chain): void {
    this.strip.line.set(chain);
  }

  /** Semitones up or down; 0 leaves the sound as it is. */
  setPitch(semitones: number): void {
    this.shift.pitch = Math.min(HIGHEST, Math.max(-HIGHEST, semitones));
    this.shift.wet.value = semitones === 0 ? 0 : 1;
  }

  /** 0–1 and more where it clips. */
  get peak(): number {
    return this.strip.peak;
  }

  /** Called often: plays at `place` if there is one and the music moves, `speed` times as fast as written. */
  hold(place: Place | null, speed: number, moves: boolean, now: number): void {
    const { sound } = this;
    const inside = place && place.seconds >= 0 && place.seconds < (sound.duration || 0);
    if (!moves || !inside) {
      if (!sound.paused) sound.pause();
      return;
    }
    const lag = place.seconds - sound.currentTime;
    if (sound.paused || (Math.abs(lag) > FAR && now - this.jumped > REPORTS)) {
      sound.currentTime = place.seconds;
      this.jumped = now;
    }
    sound.playbackRate = rateOf(place.rate * speed, sound.paused ? 0 : lag);
    if (sound.paused) void sound.play().catch(() => undefined); // paused again before it began
  }

  close(): void {
    this.sound.pause();
    this.sound.removeAttribute("src");
    this.sound.load();
    this.source.disconnect();
    this.shift.dispose(); // the strip is the desk's, for the recording that comes next
  }
}

/** The speed that makes up a small lag without a jump. */
export function rateOf(rate: number, lag: number): number {
  const hurry = Math.abs(lag) < NEAR || Math.abs(lag) > FAR ? 1 : 1 + lag * HURRY;
  return Math.min(FASTEST, Math.max(SLOWEST, rate * hurry));
}
