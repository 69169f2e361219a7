/** How loud what was heard is, in LUFS, as ITU-R BS.1770-4 measures it; the mirror of backend/music/audio/loudness.py. */

export const SILENCE = -70; // LUFS: what is quieter is not counted
const STEP = 0.1; // s; a window has four, and one begins with each
const POINTS = 16_384; // 0.34 s at 48 kHz: a page that is late by two steps misses nothing

type Filter = readonly [forward: number[], back: number[]];

/** The two filters of K-weighting: the head's shelf, a high-pass. */
export function weighting(rate: number): readonly [Filter, Filter] {
  return [shelf(rate), highpass(rate)];
}

function shelf(rate: number): Filter {
  const [centre, gain, q] = [1681.974450955533, 3.999843853973347, 0.7071752369554196];
  const k = Math.tan((Math.PI * centre) / rate);
  const high = 10 ** (gain / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  const above = [high + (band * k) / q + k * k, 2 * (k * k - high), high - (band * k) / q + k * k];
  return [above.map((b) => b / a0), [1, (2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0]];
}

function highpass(rate: number): Filter {
  const [centre, q] = [38.13547087602444, 0.5003270373238773];
  const k = Math.tan((Math.PI * centre) / rate);
  const a0 = 1 + k / q + k * k;
  return [
    [1, -2, 1],
    [1, (2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0],
  ];
}

const lufs = (power: number) => -0.691 + 10 * Math.log10(Math.max(power, 1e-12));
const powerOf = (loudness: number) => 10 ** ((loudness + 0.691) / 10);

/** The mean of what is over a gate, 0 for nothing. */
function meanOver(windows: readonly number[], gate: number): number {
  let [sum, count] = [0, 0];
  for (const power of windows) {
    if (power <= gate) continue;
    sum += power;
    count += 1;
  }
  return count ? sum / count : 0;
}

/** Integrated loudness out of the power of each window; SILENCE if nothing was loud enough to count. */
export function integrated(windows: readonly number[]): number {
  const loud = meanOver(windows, powerOf(SILENCE));
  return loud ? lufs(meanOver(windows, loud / 10)) : SILENCE; // 10 LU below
}

/** Says how loud all was that came in since it was cleared. */
export class Gauge {
  readonly input: AudioNode;
  private readonly sides: readonly AnalyserNode[];
  private readonly samples = new Float32Array(POINTS);
  private steps: number[] = []; // the power of the last four
  private windows: number[] = [];
  private at: number;
  private known = SILENCE;

  constructor(private readonly context: BaseAudioContext) {
    this.input = new GainNode(context, { channelCount: 2, channelCountMode: "explicit" });
    const split = new ChannelSplitterNode(context, { numberOfOutputs: 2 });
    let last: AudioNode = this.input;
    for (const [feedforward, feedback] of weighting(context.sampleRate)) {
      last = last.connect(new IIRFilterNode(context, { feedforward, feedback }));
    }
    last.connect(split);
    this.sides = [0, 1].map((side) => {
      const analyser = new AnalyserNode(context, { fftSize: POINTS });
      split.connect(analyser, side);
      return analyser;
    });
    this.at = context.currentTime;
  }

  clear(): void {
    this.steps = [];
    this.windows = [];
    this.known = SILENCE;
    this.at = this.context.currentTime;
  }

  /** Takes what has sounded since the last call; call it several times in a step. */
  listen(): void {
    const { currentTime, sampleRate } = this.context;
    const count = Math.min(Math.round((currentTime - this.at) * sampleRate), POINTS);
    if (count < STEP * sampleRate) return;
    this.at = currentTime;
    let power = 0;
    for (const side of this.sides) {
      side.getFloatTimeDomainData(this.samples);
      for (let i = POINTS - count; i < POINTS; i++) power += (this.samples[i] as number) ** 2;
    }
    this.steps = [...this.steps.slice(-3), power / count];
    if (this.steps.length < 4) return;
    this.windows.push(this.steps.reduce((sum, one) => sum + one, 0) / 4);
    this.known = integrated(this.windows);
  }

  get lufs(): number {
    return this.known;
  }
}
