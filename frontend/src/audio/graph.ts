/** The sound's way out: strips lead into one master, which is measured and drawn. */
import { Analyser, Context, connect, Gain, Meter, setContext, start, Volume } from "tone";
import { type Place, RECORDING } from "../editing/verb";
import { CEILING, LOUDNESS, type Mastering } from "../score/effects";
import { click } from "./click";
import { Line } from "./effects/chain";
import { Limiter } from "./limiter";
import { Gauge } from "./loudness";
import { peak } from "./peak";
import { Strip } from "./strip";

// General MIDI files are mixed with headroom for sixteen loud parts; bands here have three to eight.
const INPUT_GAIN = 2;
const LEVEL = 1 / INPUT_GAIN; // of the mix where it is rendered
const INPUT_DB = 20 * Math.log10(INPUT_GAIN);
const MOST = 24; // dB that a rendering is lifted, at most; the mirror of backend/music/audio/master.py
const TURN_SECONDS = 0.03; // at once, without a crack
const SWELL_SECONDS = 1; // so slow that it does not seem a change
const SHUT_SECONDS = 0.04; // short enough to be at once, long enough not to click
const OPEN_SECONDS = 0.01; // open before the first note, which comes 30 ms after the press
const WAVE_POINTS = 1024; // about 21 ms of sound at 48 kHz
const SPECTRUM_POINTS = 8192; // 6 Hz a bin: the lowest octave needs them

/**
 * Tone leaves its signals silent until a context runs, which one that renders into memory only does a
 * while after it has begun: told that it is one, Tone has them there from the first sample.
 */
class MemoryContext extends Context {
  override readonly isOffline: boolean = true;
}

export interface Spectrum {
  /** One value a bin, from 0 Hz to half of `rate`. */
  readonly decibels: Float32Array;
  readonly rate: number;
}

export class AudioGraph {
  /** Where instruments are plugged in. */
  readonly input: Gain;
  private readonly tone: Context;
  /** The effects of all players together. */
  readonly line: Line;
  private readonly loudness: Volume;
  private readonly volume: Volume;
  readonly limiter: Limiter;
  /** How loud the mix is, whatever the listener's own volume. */
  readonly gauge: Gauge;
  private readonly meter: Meter;
  private readonly analyser: Analyser;
  private readonly before: Analyser; // what comes to the limiter
  private readonly strips = new Map<Place, Strip>();
  private readonly clicks: Gain;
  private open = false;
  private asked = LOUDNESS;
  private expected = LOUDNESS - INPUT_DB;
  private spectral: { node: AnalyserNode; decibels: Float32Array<ArrayBuffer> } | null = null;

  /**
   * Must be made in answer to a press or a key: browsers keep audio shut until then. The context is
   * a native one, so that the SoundFont's worklet can be plugged into Tone's nodes.
   */
  constructor(
    readonly context: BaseAudioContext = new AudioContext({ latencyHint: "interactive" }),
  ) {
    const live = context instanceof AudioContext;
    const options = { context: context as AudioContext, lookAhead: 0 };
    this.tone = live
      ? new Context({ ...options, clockSource: "worker" })
      : new MemoryContext({ ...options, clockSource: "offline" });
    setContext(this.tone);
    this.meter = new Meter({ normalRange: true, smoothing: 0.7 });
    this.analyser = new Analyser("waveform", WAVE_POINTS);
    this.before = new Analyser("waveform", 2 * WAVE_POINTS);
    this.input = new Gain(INPUT_GAIN);
    this.volume = new Volume(0);
    this.clicks = new Gain(INPUT_GAIN);
    this.limiter = new Limiter(context, CEILING);
    this.line = new Line(context, LEVEL);
    this.loudness = new Volume(0);
    this.input.connect(this.line.input);
    connect(this.line.output, this.loudness);
    this.loudness.connect(this.volume);
    this.clicks.connect(this.volume); // as loud beside soft music as beside loud, and never measured
    connect(this.volume, this.limiter.input);
    this.volume.connect(this.before);
    this.gauge = new Gauge(context);
    this.loudness.connect(this.gauge.input);
    const { output } = this.limiter;
    output.connect(context.destination);
    connect(output, this.meter);
    connect(output, this.analyser);
  }

  /** Seconds of the audio clock. */
  now(): number {
    return this.context.currentTime;
  }

  /**
   * The nearest sample to `time`, and a quarter of one more: oscillators begin on whole samples, and
   * what the last bit of a time says would move them by one.
   */
  exact(time: number): number {
    return (Math.round(time * this.context.sampleRate) + 0.25) / this.context.sampleRate;
  }

  /** Seconds from the audio clock to the ear. */
  get latency(): number {
    const loudspeaker = this.context instanceof AudioContext ? this.context.outputLatency || 0 : 0;
    return loudspeaker + this.limiter.latency;
  }

  async start(): Promise<void> {
    if (this.context instanceof AudioContext) await start();
  }

  /** Calls `callback` every `seconds` from a worker's clock, which goes on in hidden tabs. */
  every(seconds: number, callback: () => void): void {
    this.tone.setInterval(callback, seconds);
  }

  /** The strip of a track, or of the recording; made when it is first asked for. */
  strip(place: Place): Strip {
    const found = this.strips.get(place);
    if (found) return found;
    const made = new Strip(this.input, place === RECORDING ? 2 : 1);
    this.strips.set(place, made);
    if (place === RECORDING) this.lift(TURN_SECONDS); // it may come after the notes
    return made;
  }

  click(accent: boolean, time: number): void {
    click(this.clicks.input as AudioNode, accent, time);
  }

  /** 0–100; 100 is as written, 0 is silence. */
  setVolume(percent: number): void {
    this.volume.mute = percent <= 0;
    // Loudness is felt in decibels: a square law puts half the fader near half the loudness.
    this.volume.volume.rampTo(40 * Math.log10(Math.max(percent, 1) / 100), 0.03);
  }

  /** The master's chain, loudness and ceiling. */
  setMastering(mastering: Mastering | null): void {
    this.line.set(mastering?.chain ?? []);
    this.limiter.set(mastering?.ceiling_db ?? CEILING);
    this.asked = mastering?.loudness_lufs ?? LOUDNESS;
    this.lift(TURN_SECONDS);
  }

  /** How loud the music would be in a rendering without a master, in LUFS. */
  setExpected(lufs: number): void {
    this.expected = lufs;
    this.lift(this.open ? SWELL_SECONDS : TURN_SECONDS);
  }

  /**
   * A rendering finds the very gain of a piece; here, where it is not over yet, it is reckoned from
   * what is expected. Beside a recording, of whose loudness nothing is known, nothing is lifted.
   */
  private lift(seconds: number): void {
    const gain = Math.min(this.asked - this.expected, MOST) - INPUT_DB;
    const most = this.strips.has(RECORDING) ? this.asked - LOUDNESS : MOST;
    this.loudness.volume.rampTo(Math.min(gain, most), seconds);
  }

  /** The tempo as it is heard, for echoes. */
  setTempo(bpm: number): void {
    this.line.setTempo(bpm);
    for (const strip of this.strips.values()) strip.line.setTempo(bpm);
  }

  /** Shut, so that a pause is silent at once and no long release rings on; open before playing. */
  setOpen(open: boolean): void {
    this.open = open;
    for (const way of [this.input, this.clicks]) {
      way.gain.rampTo(open ? INPUT_GAIN : 0, open ? OPEN_SECONDS : SHUT_SECONDS);
    }
  }

  /** Root mean square of the master, 0–1. */
  get level(): number {
    const value = this.meter.getValue() as number | number[];
    return typeof value === "number" ? value : Math.max(...value);
  }

  /** The last moments of the master, −1…1. */
  get wave(): Float32Array {
    return samplesOf(this.analyser);
  }

  /** The greatest amplitude that came to the limiter; from 1 on it has to hold it back. */
  get peak(): number {
    return peak(samplesOf(this.before));
  }

  /** What is heard just now by frequency; measured from the first time somebody looks. */
  spectrum(): Spectrum {
    if (!this.spectral) {
      const node = this.context.createAnalyser();
      node.fftSize = SPECTRUM_POINTS;
      node.smoothingTimeConstant = 0.5;
      this.limiter.output.connect(node);
      this.spectral = { node, decibels: new Float32Array(node.frequencyBinCount) };
    }
    this.spectral.node.getFloatFrequencyData(this.spectral.decibels);
    return { decibels: this.spectral.decibels, rate: this.context.sampleRate };
  }
}

function samplesOf(analyser: Analyser): Float32Array {
  const value = analyser.getValue();
  return Array.isArray(value) ? (value[0] ?? new Float32Array()) : value;
}
