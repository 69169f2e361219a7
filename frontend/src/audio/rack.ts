/** The instruments that stand ready: the SoundFont when it has come, Tone's synths and a kit for each player. */
import type { Chain } from "../score/effects";
import type { Instruments } from "./band";
import { exportedUrl, fetchBytes, type Sounds, smallUrl } from "./fonts";
import type { AudioGraph } from "./graph";
import { DrumVoice } from "./kit";
import { OUTPUTS, type Plug, SoundFontVoice } from "./soundfont";
import { makeSynth } from "./synths";
import type { SynthName, Voice } from "./voice";

const FETCHED = 0.9; // of the way; the rest is unpacking

export class Rack implements Instruments {
  readonly ports = 4; // of sixteen channels: room for 64 players with sounds of their own
  font: SoundFontVoice | null = null;
  private sounds: Sounds = "synths";
  private bytes: Promise<ArrayBuffer> | null = null;
  private waiting: ArrayBuffer | null = null; // the SoundFont of sound files, until nothing sounds
  private readonly kits = new Map<number, Voice>();
  private readonly synths = new Map<string, Voice>();

  /**
   * `graph` is there once the audio is open. `told` hears how much of the SoundFont is here, 0–1, and
   * -1 when it could not be loaded, and what sounds; without it none is fetched, and Tone's synths
   * play everything.
   */
  constructor(
    private readonly graph: () => AudioGraph | null,
    private readonly told: ((part: number, sounds: Sounds) => void) | null,
  ) {}

  /** Fetches the SoundFont ahead of the first press; nothing sounds yet. */
  prefetch(): void {
    const { told } = this;
    if (!told) return;
    this.bytes ??= fetchBytes(smallUrl, (part) => told(part * FETCHED, this.sounds));
    this.bytes.catch(() => told(-1, this.sounds));
  }

  /** Puts the SoundFont into the open graph. */
  async loadFont(): Promise<void> {
    const graph = this.graph();
    if (!this.told || !graph) return;
    try {
      this.prefetch();
      if (!this.bytes) return;
      this.font = await SoundFontVoice.load(graph.context, graph.input, this.bytes, this.ports);
      this.sounds = "small";
      this.told(1, this.sounds);
    } catch (cause) {
      this.bytes = null;
      this.told(-1, this.sounds); // Tone's synths play on; the page says that the SoundFont is missing
      reportError(cause);
    }
  }

  /** Fetches the SoundFont of sound files, which is put in by `swap`. Without it the small one stays. */
  async fetchExported(): Promise<void> {
    const url = this.font && exportedUrl();
    if (!url) return;
    try {
      this.waiting = await fetchBytes(url, undefined, "low");
    } catch {
      this.sounds = "apart"; // the small one plays on, and the page says so
      this.told?.(1, this.sounds);
    }
  }

  /** Puts a SoundFont that waits in; only while nothing sounds. Says whether it did. */
  async swap(): Promise<boolean> {
    const { font, told, waiting } = this;
    this.waiting = null;
    if (!font || !waiting || !told) return false;
    await font.replace(waiting);
    this.sounds = "exported";
    told(1, this.sounds);
    return true;
  }

  /**
   * Plugs the SoundFont's channel of each player into its strip: its meter and its effects. Channels
   * of nobody go straight on: a key that is pressed before there are players is heard.
   */
  plug(channels: readonly number[]): void {
    const graph = this.graph();
    if (!graph) return;
    const outputs = channels.map((channel) => channel % OUTPUTS);
    const pairs: Plug[] = channels.flatMap((channel, track) => {
      const strip = graph.strip(track);
      const meter = { node: strip.meter, channel };
      // Players who share an output share the effects of the first of them.
      const first = outputs.indexOf(channel % OUTPUTS) === track;
      return first ? [meter, { node: strip.line.input, channel }] : [meter];
    });
    for (let channel = 0; channel < OUTPUTS; channel++) {
      if (!outputs.includes(channel)) pairs.push({ node: graph.input.input as AudioNode, channel });
    }
    this.font?.plug(pairs);
  }

  drums(track: number): Voice {
    const kit = this.kits.get(track) ?? new DrumVoice(this.ready().strip(track).input);
    this.kits.set(track, kit);
    return kit;
  }

  synth(track: number, name: SynthName): Voice {
    const key = `${track} ${name}`;
    const voice = this.synths.get(key) ?? makeSynth(name, this.ready().strip(track).input);
    this.synths.set(key, voice);
    return voice;
  }

  setLevel(track: number, gain: number, pan: number, time?: number): void {
    this.graph()?.strip(track).set(gain, pan, time);
  }

  setEffects(track: number, chain: Chain): void {
    this.graph()?.strip(track).line.set(chain);
  }

  click(accent: boolean, time: number): void {
    this.graph()?.click(accent, time);
  }

  exact(time: number): number {
    return this.graph()?.exact(time) ?? time;
  }

  private ready(): AudioGraph {
    const graph = this.graph();
    if (!graph) throw new Error("wake() comes before the first note");
    return graph;
  }
}
