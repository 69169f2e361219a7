/** The instruments that stand ready: the SoundFont when it has come, Tone's synths and a kit for each player. */
import type { Chain } from "../score/effects";
import type { Instruments } from "./band";
import { FontLoader, type Told } from "./fontLoader";
import type { AudioGraph } from "./graph";
import { DrumVoice } from "./kit";
import { OUTPUTS, type Plug, SoundFontVoice } from "./soundfont";
import { makeSynth } from "./synths";
import type { SynthName, Voice } from "./voice";

export class Rack implements Instruments {
  readonly ports = 4; // of sixteen channels: room for 64 players with sounds of their own
  /** null where none is fetched: Tone's synths play everything then. */
  readonly fonts: FontLoader<SoundFontVoice> | null;
  private readonly kits = new Map<number, Voice>();
  private readonly synths = new Map<string, Voice>();

  /** `graph` is there once the audio is open; without `told` no SoundFont is fetched. */
  constructor(
    private readonly graph: () => AudioGraph | null,
    told: Told | null,
  ) {
    const open = (bytes: Promise<ArrayBuffer>) => {
      const { context, input } = this.ready();
      return SoundFontVoice.load(context, input, bytes, this.ports);
    };
    this.fonts = told && new FontLoader(told, open);
  }

  get font(): SoundFontVoice | null {
    return this.fonts?.font ?? null;
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
