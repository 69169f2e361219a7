/** Tone's own instruments: piano-like, FM, AM, and a small kit; no samples, so they are there at once. */
import {
  AMSynth,
  FMSynth,
  Frequency,
  type Gain,
  immediate,
  MembraneSynth,
  NoiseSynth,
  PolySynth,
  Synth,
} from "tone";
import type { SynthName, Voice } from "./voice";

const MOST_VOICES = 32; // a tab on two old cores still keeps time with this many
const LEAD = 0.03; // s; longer than a busy page takes from asking the clock to starting the sound
const GAIN_DB = { piano: -10, fm: -12, am: -8 } as const;

function makePoly(name: SynthName): PolySynth {
  if (name === "fm") {
    return new PolySynth(FMSynth, {
      harmonicity: 2,
      modulationIndex: 6,
      envelope: { attack: 0.01, decay: 0.4, sustain: 0.5, release: 0.3 },
    }) as unknown as PolySynth;
  }
  if (name === "am") {
    return new PolySynth(AMSynth, {
      harmonicity: 1.5,
      envelope: { attack: 0.02, decay: 0.3, sustain: 0.7, release: 0.3 },
    }) as unknown as PolySynth;
  }
  return new PolySynth(Synth, {
    // A struck string: strong first partials that die away by themselves.
    oscillator: { type: "custom", partials: [1, 0.5, 0.28, 0.16, 0.09, 0.06, 0.03] },
    envelope: { attack: 0.004, decay: 1.6, sustain: 0.02, release: 0.35 },
  });
}

const hertz = (pitch: number) => Frequency(pitch, "midi").toFrequency();

/** One of Tone's pitched instruments. All channels share it: it has no timbre of its own per part. */
export class SynthVoice implements Voice {
  private readonly poly: PolySynth;

  constructor(name: SynthName, destination: Gain) {
    this.poly = makePoly(name);
    this.poly.maxPolyphony = MOST_VOICES;
    this.poly.volume.value = GAIN_DB[name];
    this.poly.connect(destination);
  }

  noteOn(_channel: number, pitch: number, velocity: number, time: number): void {
    this.poly.triggerAttack(hertz(pitch), time, velocity / 127);
  }

  noteOff(_channel: number, pitch: number, time: number): void {
    this.poly.triggerRelease(hertz(pitch), time);
  }

  silence(): void {
    this.poly.releaseAll();
  }
}

const KICKS = new Set([35, 36]);
const TOMS = new Set([41, 43, 45, 47, 48, 50]);
const SNARES = new Set([37, 38, 39, 40]);
const CYMBALS = new Set([49, 51, 52, 53, 55, 57, 59]);

/** A kit of one drum, one snare and one pair of cymbals, until the SoundFont is there. */
export class DrumVoice implements Voice {
  private readonly drum: MembraneSynth;
  private readonly snare: NoiseSynth;
  private readonly hat: NoiseSynth;
  private readonly last = new Map<object, number>();

  constructor(destination: Gain) {
    const envelope = { attack: 0.001, sustain: 0 };
    this.drum = new MembraneSynth({ volume: -6 }).connect(destination);
    this.snare = new NoiseSynth({
      volume: -14,
      noise: { type: "pink" },
      envelope: { ...envelope, decay: 0.16 },
    }).connect(destination);
    this.hat = new NoiseSynth({
      volume: -22,
      noise: { type: "white" },
      envelope: { ...envelope, decay: 0.06 },
    }).connect(destination);
  }

  noteOn(_channel: number, pitch: number, velocity: number, time: number): void {
    const touch = velocity / 127;
    if (KICKS.has(pitch))
      this.drum.triggerAttackRelease("C1", 0.1, this.after(this.drum, time), touch);
    else if (TOMS.has(pitch)) {
      this.drum.triggerAttackRelease(hertz(pitch - 5), 0.1, this.after(this.drum, time), touch);
    } else if (SNARES.has(pitch)) {
      this.snare.triggerAttackRelease(0.12, this.after(this.snare, time), touch);
    } else {
      const length = CYMBALS.has(pitch) ? 0.3 : 0.05;
      this.hat.triggerAttackRelease(length, this.after(this.hat, time), touch * 0.8);
    }
  }

  noteOff(): void {
    // Struck, not held.
  }

  silence(): void {
    // The longest stroke dies away in a third of a second.
  }

  /**
   * One-voice instruments refuse a stroke that is not after the last: it is set a millisecond later.
   * Tone moves what is late to the present, where two late strokes would meet, so none may be late.
   */
  private after(voice: object, time: number): number {
    const next = Math.max(time, immediate() + LEAD, (this.last.get(voice) ?? 0) + 0.001);
    this.last.set(voice, next);
    return next;
  }
}
