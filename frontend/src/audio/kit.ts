/** A small drum kit of Tone's own instruments; there at once, without samples. */
import { Frequency, type Gain, immediate, MembraneSynth, NoiseSynth } from "tone";
import type { Voice } from "./voice";

const LEAD = 0.03; // s; longer than a busy page takes from asking the clock to starting the sound

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
      const low = Frequency(pitch - 5, "midi").toFrequency();
      this.drum.triggerAttackRelease(low, 0.1, this.after(this.drum, time), touch);
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
