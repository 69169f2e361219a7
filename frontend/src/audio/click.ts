/** The metronome's click: a short high tone, higher on the first beat of a bar. */

const ACCENT_HERTZ = 1760;
const BEAT_HERTZ = 1175;
const SECONDS = 0.05;
const ATTACK = 0.001; // s; shorter cracks

/** Sounds one click into `destination`, exactly at `time` of the audio clock. */
export function click(destination: AudioNode, accent: boolean, time: number): void {
  const { context } = destination;
  const tone = new OscillatorNode(context, { frequency: accent ? ACCENT_HERTZ : BEAT_HERTZ });
  const shape = new GainNode(context, { gain: 0 });
  shape.gain.setValueAtTime(0, time);
  shape.gain.linearRampToValueAtTime(accent ? 0.35 : 0.22, time + ATTACK);
  shape.gain.exponentialRampToValueAtTime(0.0001, time + SECONDS);
  tone.connect(shape).connect(destination);
  tone.start(time);
  tone.stop(time + SECONDS);
}
