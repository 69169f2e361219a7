/** General MIDI sounds: the SoundFont, played by SpessaSynth's worklet inside Tone's graph. */
import type { Gain } from "tone";
import { BEND, PARAMETER } from "./changes";
import { DRUM_CHANNEL } from "./channels";
import { parameterData, WHEEL_CENTRE } from "./midi/messages";
import type { ProgramVoice } from "./voice";
import type { Touch } from "./warming";

interface Channel {
  setSystemParameter(name: "gain" | "pan", value: number): void;
}

/** The part of the worklet synthesizer that is used. */
interface Synthesizer {
  noteOn(channel: number, pitch: number, velocity: number, options: { time: number }): void;
  noteOff(channel: number, pitch: number, options: { time: number }): void;
  controllerChange(channel: number, number: number, value: number, options: { time: number }): void;
  pitchWheel(channel: number, value: number, options: { time: number }): void;
  programChange(channel: number, program: number): void;
  readonly channelCount: number;
  addNewChannel(): void;
  reset(): void;
  readonly midiChannels: readonly Channel[];
  connectChannel(target: AudioNode, channel: number): unknown;
  disconnectChannel(target: AudioNode, channel: number): void;
  stopAll(force?: boolean): void;
  readonly soundBankManager: {
    /** One of the same name takes the place of the one before. */
    addSoundBank(bytes: ArrayBuffer, name: string): Promise<void>;
  };
  readonly eventHandler: {
    addEvent(name: "soundBankError", id: string, call: (cause: Error) => void): void;
    removeEvent(name: "soundBankError", id: string): void;
  };
}

const BANK = "general-midi";

/** Puts a font in. Of one that cannot be read the worklet tells by an event alone. */
async function put(synth: Synthesizer, bytes: ArrayBuffer): Promise<void> {
  const { soundBankManager, eventHandler } = synth;
  const refused = new Promise<never>((_, reject) => {
    eventHandler.addEvent("soundBankError", BANK, reject);
  });
  try {
    await Promise.race([soundBankManager.addSoundBank(bytes, BANK), refused]);
  } finally {
    eventHandler.removeEvent("soundBankError", BANK);
  }
}

/** A channel and where it is heard. */
export interface Plug {
  readonly node: AudioNode;
  readonly channel: number;
}

/** Channels that come out by themselves; the seventeenth comes out with the first, and so on. */
export const OUTPUTS = 16;

export class SoundFontVoice implements ProgramVoice {
  private readonly programs = new Map<number, number>();
  private plugs: readonly Plug[] = [];

  private constructor(
    private readonly synth: Synthesizer,
    private readonly spare: number, // the first of sixteen channels that nobody plays on
  ) {}

  /**
   * Takes another font instead; all levels, programs and changes have to be told anew. Rejects where
   * it cannot be read: then the one before plays on.
   */
  async replace(bytes: ArrayBuffer): Promise<void> {
    const done = put(this.synth, bytes);
    this.programs.clear(); // who plays before it is there is heard with it, on a program of its own
    await done;
  }

  /**
   * Loads the player and the font; `bytes` is the font, fetched by whoever shows the progress. There
   * are `ports` times sixteen channels.
   */
  static async load(
    context: BaseAudioContext,
    destination: Gain,
    bytes: Promise<ArrayBuffer>,
    ports: number,
  ): Promise<SoundFontVoice> {
    const [{ WorkletSynthesizer }, { default: processor }] = await Promise.all([
      import("spessasynth_lib"),
      import("spessasynth_lib/dist/spessasynth_processor.min.js?url"),
    ]);
    await context.audioWorklet.addModule(processor);
    // Nobody listens to its events: one message less a note.
    const synth = new WorkletSynthesizer(context, { eventsEnabled: false });
    const way = destination.input as GainNode;
    synth.connect(way);
    // Only what its own room and chorus add stays there; players come out one by one, see `plug`.
    for (let channel = 0; channel < OUTPUTS; channel++) synth.disconnectChannel(way, channel);
    await put(synth, await bytes);
    await synth.isReady;
    while (synth.channelCount < 16 * (ports + 1)) synth.addNewChannel();
    synth.reset(); // a channel that was added has volume 0 and is drums until then
    return new SoundFontVoice(synth, 16 * ports);
  }

  /** Has what a note needs unpacked, without a sound. */
  warm({ program, isDrum, pitch, velocity }: Touch): void {
    const channel = this.spare + (isDrum ? DRUM_CHANNEL : 0);
    this.setLevel(channel, 0, 0);
    this.setProgram(channel, program);
    this.noteOn(channel, pitch, velocity, 0);
    this.noteOff(channel, pitch, 0);
  }

  setProgram(channel: number, program: number): void {
    if (this.programs.get(channel) === program) return;
    this.programs.set(channel, program);
    this.synth.programChange(channel, program);
  }

  setLevel(channel: number, gain: number, pan: number): void {
    const found = this.synth.midiChannels[channel];
    found?.setSystemParameter("gain", gain);
    found?.setSystemParameter("pan", pan);
  }

  /** Plugs channels into strips, in place of what was plugged before. */
  plug(pairs: readonly Plug[]): void {
    const same = (one: Plug, i: number) =>
      one.node === pairs[i]?.node && one.channel === pairs[i]?.channel;
    if (pairs.length === this.plugs.length && this.plugs.every(same)) return;
    for (const { node, channel } of this.plugs) this.synth.disconnectChannel(node, channel);
    this.plugs = [...pairs];
    for (const { node, channel } of this.plugs) this.synth.connectChannel(node, channel);
  }

  change(channel: number, kind: number, value: number, time: number): void {
    const turn = (number: number, to: number) =>
      this.synth.controllerChange(channel, number, to, { time });
    if (kind < BEND) turn(kind, value);
    else if (kind === BEND) this.synth.pitchWheel(channel, value + WHEEL_CENTRE, { time });
    else for (const [number, to] of parameterData(kind - PARAMETER, value)) turn(number, to);
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
