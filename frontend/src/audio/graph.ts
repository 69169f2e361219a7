/** The sound's way out: everything goes through one master that is measured and drawn. */
import {
  Analyser,
  Context,
  Gain,
  getContext,
  Limiter,
  Meter,
  now,
  setContext,
  start,
  Volume,
} from "tone";

// General MIDI files are mixed with headroom for sixteen loud parts; bands here have three to eight.
const INPUT_GAIN = 2;
const GATE_SECONDS = 0.04; // short enough to be at once, long enough not to click
const WAVE_POINTS = 1024; // about 21 ms of sound at 48 kHz
const SPECTRUM_POINTS = 8192; // 6 Hz a bin: the lowest octave needs them

export interface Spectrum {
  /** One value a bin, from 0 Hz to half of `rate`. */
  readonly decibels: Float32Array;
  readonly rate: number;
}

export class AudioGraph {
  /** Where instruments are plugged in. */
  readonly input: Gain;
  private readonly volume: Volume;
  private readonly meter: Meter;
  private readonly analyser: Analyser;
  private readonly limiter: Limiter;
  private spectral: { node: AnalyserNode; decibels: Float32Array<ArrayBuffer> } | null = null;

  /** Must be made in answer to a press or a key: browsers keep audio shut until then. */
  constructor() {
    // A native context, so that the SoundFont's worklet can be plugged into Tone's nodes.
    setContext(
      new Context({ context: new AudioContext({ latencyHint: "interactive" }), lookAhead: 0 }),
    );
    this.meter = new Meter({ normalRange: true, smoothing: 0.7 });
    this.analyser = new Analyser("waveform", WAVE_POINTS);
    this.input = new Gain(INPUT_GAIN);
    this.volume = new Volume(0);
    this.limiter = new Limiter(-1);
    this.input.chain(this.volume, this.limiter);
    this.limiter.toDestination();
    this.limiter.connect(this.meter);
    this.limiter.connect(this.analyser);
  }

  get context(): AudioContext {
    return getContext().rawContext as unknown as AudioContext;
  }

  /** Seconds of the audio clock. */
  now(): number {
    return now();
  }

  start(): Promise<void> {
    return start();
  }

  /** Calls `callback` every `seconds` from a worker's clock, which goes on in hidden tabs. */
  every(seconds: number, callback: () => void): void {
    getContext().setInterval(callback, seconds);
  }

  /** 0–100; 100 is as written, 0 is silence. */
  setVolume(percent: number): void {
    this.volume.mute = percent <= 0;
    // Loudness is felt in decibels: a square law puts half the fader near half the loudness.
    this.volume.volume.rampTo(40 * Math.log10(Math.max(percent, 1) / 100), 0.03);
  }

  /** Shut, so that a pause is silent at once and no long release rings on; open before playing. */
  setOpen(open: boolean): void {
    this.input.gain.rampTo(open ? INPUT_GAIN : 0, GATE_SECONDS);
  }

  /** Root mean square of the master, 0–1. */
  get level(): number {
    const value = this.meter.getValue() as number | number[];
    return typeof value === "number" ? value : Math.max(...value);
  }

  /** The last moments of the master, −1…1. */
  get wave(): Float32Array {
    const value = this.analyser.getValue();
    return Array.isArray(value) ? (value[0] ?? new Float32Array()) : value;
  }

  /** What is heard just now by frequency; measured from the first time somebody looks. */
  spectrum(): Spectrum {
    if (!this.spectral) {
      const node = this.context.createAnalyser();
      node.fftSize = SPECTRUM_POINTS;
      node.smoothingTimeConstant = 0.5;
      this.limiter.connect(node);
      this.spectral = { node, decibels: new Float32Array(node.frequencyBinCount) };
    }
    this.spectral.node.getFloatFrequencyData(this.spectral.decibels);
    return { decibels: this.spectral.decibels, rate: this.context.sampleRate };
  }
}
