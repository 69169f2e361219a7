/** The instruments that stand ready: the SoundFont when it has come, Tone's synths and a kit for each player. */
import soundFontUrl from "@soundfont/sonivox.sf3?url";
import type { Instruments } from "./band";
import type { AudioGraph } from "./graph";
import { fetchBytes, SoundFontVoice } from "./soundfont";
import { DrumVoice, makeSynth } from "./synths";
import type { SynthName, Voice } from "./voice";

const FETCHED = 0.9; // of the way; the rest is unpacking

export class Rack implements Instruments {
  readonly ports = 4; // of sixteen channels: room for 64 players with sounds of their own
  font: SoundFontVoice | null = null;
  private bytes: Promise<ArrayBuffer> | null = null;
  private readonly kits = new Map<number, Voice>();
  private readonly synths = new Map<string, Voice>();

  /**
   * `graph` is there once the audio is open. `told` hears how much of the SoundFont is here, 0–1, and
   * -1 when it could not be loaded; without it none is fetched, and Tone's synths play everything.
   */
  constructor(
    private readonly graph: () => AudioGraph | null,
    private readonly told: ((part: number) => void) | null,
  ) {}

  /** Fetches the SoundFont ahead of the first press; nothing sounds yet. */
  prefetch(): void {
    const { told } = this;
    if (!told) return;
    this.bytes ??= fetchBytes(soundFontUrl, (part) => told(part * FETCHED));
    this.bytes.catch(() => told(-1));
  }

  /** Puts the SoundFont into the open graph. */
  async loadFont(): Promise<void> {
    const graph = this.graph();
    if (!this.told || !graph) return;
    try {
      this.prefetch();
      if (!this.bytes) return;
      this.font = await SoundFontVoice.load(graph.context, graph.input, this.bytes);
      this.told(1);
    } catch (cause) {
      this.bytes = null;
      this.told(-1); // Tone's synths play on; the page says that the SoundFont is missing
      reportError(cause);
    }
  }

  /** Lets each strip's meter hear the SoundFont's channel of its player. */
  tap(channels: readonly number[]): void {
    const graph = this.graph();
    if (!graph) return;
    this.font?.tap(channels.map((channel, track) => ({ node: graph.strip(track).meter, channel })));
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

  setLevel(track: number, gain: number, pan: number): void {
    this.graph()?.strip(track).set(gain, pan);
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
