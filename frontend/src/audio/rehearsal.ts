/** Plays a score into memory instead of a loudspeaker, as fast as it can be reckoned: for those who measure. */
import { getContext, setContext } from "tone";
import { parseChain } from "../score/effects";
import type { Score } from "../score/score";
import { Line } from "./effects/chain";
import type { Sounds } from "./fonts";
import { AudioGraph } from "./graph";
import { PUMP_SECONDS } from "./instrument";
import { Player } from "./player";

export interface Wishes {
  /** How long to listen. */
  readonly seconds: number;
  /** Samples a second. */
  readonly rate?: number;
  /** Whether the SoundFont plays; else Tone's synths do. */
  readonly sampled?: boolean;
  /** Which one then: the page's small one, or that of sound files. */
  readonly sounds?: "small" | "exported";
  /** Sets the player up before it plays. */
  prepare?(player: Player): void;
  /** Called after every look ahead with the seconds that have gone by. */
  meanwhile?(player: Player, seconds: number): void;
}

/** What the same player, scheduler, strips and synths send to the loudspeaker: left and right. */
export async function rehearse(score: Score, wishes: Wishes): Promise<Float32Array[]> {
  const { seconds, rate = 48_000, sampled = false, sounds = "small" } = wishes;
  const context = new OfflineAudioContext(2, Math.ceil(seconds * rate), rate);
  const before = getContext();
  let told = (_part: number, _sounds: Sounds) => {};
  const fetched = new Promise<void>((resolve, reject) => {
    told = (part, there) => {
      if (part === 1 && there === sounds) resolve();
      if (part < 0 || there === "apart") reject(new Error("The SoundFont cannot be had."));
    };
  });
  const player = new Player(
    { state: () => {}, font: (part, there) => told(part, there) },
    sampled,
    () => new AudioGraph(context),
  );
  player.setVolume(100);
  await player.wake();
  await player.way?.limiter.ready;
  const asking = setInterval(() => void player.swapFont(), 50); // a clock that stands asks nobody
  if (sampled) await fetched.finally(() => clearInterval(asking));
  clearInterval(asking);
  player.load(score);
  wishes.prepare?.(player);
  player.play();
  for (let at = PUMP_SECONDS; at < seconds; at += PUMP_SECONDS) {
    void context.suspend(at).then(() => {
      player.pump();
      wishes.meanwhile?.(player, context.currentTime);
      return context.resume();
    });
  }
  const heard = await context.startRendering();
  setContext(before);
  return [heard.getChannelData(0), heard.getChannelData(1)];
}

/** What a chain of effects makes of sound, left and right, at a tempo. */
export async function throughEffects(
  chain: unknown,
  sound: readonly Float32Array<ArrayBuffer>[],
  rate: number,
  bpm: number,
): Promise<Float32Array[]> {
  const context = new OfflineAudioContext(2, sound[0]?.length ?? 0, rate);
  const line = new Line(context);
  line.setTempo(bpm);
  line.set(parseChain(chain, "chain"));
  await line.ready;
  const source = context.createBufferSource();
  source.buffer = context.createBuffer(2, context.length, rate);
  for (const [side, samples] of sound.entries()) source.buffer.copyToChannel(samples, side);
  source.connect(line.input);
  line.output.connect(context.destination);
  source.start();
  const heard = await context.startRendering();
  return [heard.getChannelData(0), heard.getChannelData(1)];
}
