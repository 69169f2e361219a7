/** Tone's own instruments: poly, FM, AM, pluck, membrane; there at once, without samples. */
import {
  AMSynth,
  FMSynth,
  Frequency,
  type Gain,
  getContext,
  MembraneSynth,
  now,
  Synth,
  ToneBufferSource,
  Volume,
} from "tone";
import { Notes } from "./notes";
import { pluck } from "./pluck";
import type { SynthName, Voice } from "./voice";

const MOST_VOICES = 24; // a player; a tab on two old cores still keeps time with this many

const hertzOf = (pitch: number) => Frequency(pitch, "midi").toFrequency();

type Instrument = Synth | FMSynth | AMSynth | MembraneSynth;

interface Recipe {
  /** Decibels that make it as loud as the others. */
  readonly decibels: number;
  /** Seconds from the release until it is silent. */
  readonly tail: number;
  make(): Instrument;
}

const RECIPES: Record<Exclude<SynthName, "pluck">, Recipe> = {
  piano: {
    decibels: -10,
    tail: 0.4,
    make: () =>
      new Synth({
        // A struck string: strong first partials that die away by themselves.
        oscillator: { type: "custom", partials: [1, 0.5, 0.28, 0.16, 0.09, 0.06, 0.03] },
        envelope: { attack: 0.004, decay: 1.6, sustain: 0.02, release: 0.35 },
      }),
  },
  fm: {
    decibels: -12,
    tail: 0.35,
    make: () =>
      new FMSynth({
        harmonicity: 2,
        modulationIndex: 6,
        envelope: { attack: 0.01, decay: 0.4, sustain: 0.5, release: 0.3 },
      }),
  },
  am: {
    decibels: -8,
    tail: 0.35,
    make: () =>
      new AMSynth({
        harmonicity: 1.5,
        envelope: { attack: 0.02, decay: 0.3, sustain: 0.7, release: 0.3 },
      }),
  },
  membrane: {
    decibels: -8,
    tail: 0.4,
    make: () =>
      new MembraneSynth({
        octaves: 3, // ten, Tone's own choice, begin above hearing
        pitchDecay: 0.03,
        envelope: { attack: 0.001, decay: 0.5, sustain: 0.01, release: 0.35 },
      }),
  },
};

/** One player's part on one of Tone's instruments. */
export function makeSynth(name: SynthName, destination: Gain): Voice {
  return name === "pluck" ? new PluckVoice(destination) : new SynthVoice(name, destination);
}

class SynthVoice implements Voice {
  private readonly notes: Notes<Instrument>;

  constructor(name: Exclude<SynthName, "pluck">, destination: Gain) {
    const { decibels, tail, make } = RECIPES[name];
    const out = new Volume(decibels).connect(destination);
    const context = getContext();
    // A note takes the nodes of its own with it when it has died away.
    const done = (voice: Instrument, time: number) => {
      context.setTimeout(() => voice.dispose(), time + tail - context.now());
    };
    this.notes = new Notes(() => make().connect(out), done, MOST_VOICES);
  }

  noteOn(_channel: number, pitch: number, velocity: number, time: number): void {
    this.notes.attack(pitch, hertzOf(pitch), time, velocity / 127);
  }

  noteOff(_channel: number, pitch: number, time: number): void {
    this.notes.release(pitch, time);
  }

  silence(): void {
    this.notes.releaseAll(now());
  }
}

/** Strings that were worked out ahead: Tone's own pluck needs a worklet that a strict page refuses. */
class PluckVoice implements Voice {
  private readonly out: Volume;
  private readonly strings = new Map<number, AudioBuffer>();
  private readonly held = new Map<number, ToneBufferSource[]>();

  constructor(destination: Gain) {
    this.out = new Volume(-8).connect(destination);
  }

  noteOn(_channel: number, pitch: number, velocity: number, time: number): void {
    const source = new ToneBufferSource({ url: this.string(pitch), fadeOut: 0.12 });
    source.connect(this.out);
    source.start(time, 0, undefined, velocity / 127);
    this.held.set(pitch, [...(this.held.get(pitch) ?? []), source]);
  }

  noteOff(_channel: number, pitch: number, time: number): void {
    const [first, ...rest] = this.held.get(pitch) ?? [];
    this.held.set(pitch, rest);
    first?.stop(time);
  }

  silence(): void {
    for (const source of [...this.held.values()].flat()) source.stop(now());
    this.held.clear();
  }

  private string(pitch: number): AudioBuffer {
    const made = this.strings.get(pitch);
    if (made) return made;
    const { sampleRate } = getContext();
    const samples = pluck(hertzOf(pitch), sampleRate);
    const buffer = getContext().createBuffer(1, samples.length, sampleRate);
    buffer.copyToChannel(samples, 0);
    this.strings.set(pitch, buffer);
    return buffer;
  }
}
