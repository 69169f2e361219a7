/** General MIDI sounds: the SoundFont, played by SpessaSynth's worklet inside Tone's graph. */
import type { Gain } from "tone";
import { DRUM_CHANNEL } from "./channels";
import type { ProgramVoice } from "./voice";

interface Channel {
  setSystemParameter(name: "gain" | "pan", value: number): void;
  setDrums(isDrum: boolean): void;
}

/** The part of the worklet synthesizer that is used. */
interface Synthesizer {
  noteOn(channel: number, pitch: number, velocity: number, options: { time: number }): void;
  noteOff(channel: number, pitch: number, options: { time: number }): void;
  programChange(channel: number, program: number): void;
  readonly channelCount: number;
  addNewChannel(): void;
  readonly midiChannels: readonly Channel[];
  connectChannel(target: AudioNode, channel: number): unknown;
  disconnectChannel(target: AudioNode, channel: number): void;
  stopAll(force?: boolean): void;
}

/** Fetches a file and says how much of it is there, 0–1. */
export async function fetchBytes(
  url: string,
  onProgress: (part: number) => void,
): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`${url} answered ${response.status}`);
  const total = Number(response.headers.get("Content-Length")) || 0;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.length;
    if (total) onProgress(Math.min(1, size / total));
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes.buffer;
}

export class SoundFontVoice implements ProgramVoice {
  private readonly programs = new Map<number, number>();
  private taps: { node: AudioNode; channel: number }[] = [];

  private constructor(private readonly synth: Synthesizer) {}

  /** Loads the player and the font; `bytes` is the font, fetched by whoever shows the progress. */
  static async load(
    context: BaseAudioContext,
    destination: Gain,
    bytes: Promise<ArrayBuffer>,
  ): Promise<SoundFontVoice> {
    const [{ WorkletSynthesizer }, { default: processor }] = await Promise.all([
      import("spessasynth_lib"),
      import("spessasynth_lib/dist/spessasynth_processor.min.js?url"),
    ]);
    await context.audioWorklet.addModule(processor);
    const synth = new WorkletSynthesizer(context);
    synth.connect(destination.input as GainNode);
    await synth.soundBankManager.addSoundBank(await bytes, "general-midi");
    await synth.isReady;
    return new SoundFontVoice(synth);
  }

  setProgram(channel: number, program: number): void {
    if (this.programs.get(channel) === program) return;
    this.programs.set(channel, program);
    this.synth.programChange(channel, program);
  }

  setLevel(channel: number, gain: number, pan: number): void {
    this.room(channel);
    const found = this.synth.midiChannels[channel];
    found?.setSystemParameter("gain", gain);
    found?.setSystemParameter("pan", pan);
  }

  /** Lets meters listen: the node of each pair hears its channel. */
  tap(pairs: readonly { node: AudioNode; channel: number }[]): void {
    for (const { node, channel } of this.taps) this.synth.disconnectChannel(node, channel);
    this.taps = [...pairs];
    for (const { node, channel } of this.taps) this.synth.connectChannel(node, channel);
  }

  /** Past the sixteenth, channels are made when they are needed; the tenth of each port is drums. */
  private room(channel: number): void {
    while (this.synth.channelCount <= channel) {
      const next = this.synth.channelCount;
      this.synth.addNewChannel();
      if (next % 16 === DRUM_CHANNEL) this.synth.midiChannels[next]?.setDrums(true);
    }
  }

  noteOn(channel: number, pitch: number, velocity: number, time: number): void {
    this.synth.noteOn(channel, pitch, velocity, { time });
  }

  noteOff(channel: number, pitch: number, time: number): void {
    this.synth.noteOff(channel, pitch, { time });
  }

  silence(): void {
    this.synth.stopAll();
  }
}
