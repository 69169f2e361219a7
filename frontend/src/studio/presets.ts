/** Effects by the names that musicians have for them; every one can be turned afterwards. */
import {
  type Chain,
  type Effect,
  effectOf,
  type Kind,
  settingsOf,
  TITLES,
  type Value,
} from "../score/effects";

export interface Preset {
  readonly name: string;
  readonly values: Readonly<Record<string, Value>>;
}

export const PRESETS: Readonly<Record<Kind, readonly Preset[]>> = {
  reverb: [
    {
      name: "Plate",
      values: { seconds: 1.8, size: 0.6, tone_hz: 9000, predelay_ms: 5, mix: 0.25 },
    },
    {
      name: "Small room",
      values: { seconds: 0.5, size: 0.4, tone_hz: 7000, predelay_ms: 2, mix: 0.2 },
    },
    {
      name: "Big hall",
      values: { seconds: 3.2, size: 1.5, tone_hz: 5000, predelay_ms: 30, mix: 0.3 },
    },
    {
      name: "Dark cave",
      values: { seconds: 6, size: 2, tone_hz: 1800, predelay_ms: 60, mix: 0.45 },
    },
  ],
  convolution: [
    { name: "Room", values: { space: "studio", mix: 0.25 } },
    { name: "Chamber", values: { space: "chamber", mix: 0.25 } },
    { name: "Hall", values: { space: "hall", mix: 0.3 } },
    { name: "Cathedral", values: { space: "cathedral", mix: 0.35 } },
  ],
  delay: [
    {
      name: "Tape echo",
      values: { note: "1/8.", feedback: 0.45, tone_hz: 2500, ping_pong: false, mix: 0.3 },
    },
    {
      name: "Slap",
      values: { note: "1/16", feedback: 0, tone_hz: 6000, ping_pong: false, mix: 0.25 },
    },
    {
      name: "Side to side",
      values: { note: "1/8", feedback: 0.5, tone_hz: 5000, ping_pong: true, mix: 0.35 },
    },
    {
      name: "Long throw",
      values: { note: "1/2", feedback: 0.55, tone_hz: 3000, ping_pong: false, mix: 0.35 },
    },
  ],
  eq: [
    { name: "Flat", values: {} },
    { name: "Warm", values: { low_db: 3, mid_db: -2, mid_hz: 2500, mid_q: 0.8, high_db: -3 } },
    { name: "Bright", values: { low_db: -2, mid_db: 2, mid_hz: 4000, mid_q: 0.8, high_db: 4 } },
    {
      name: "Telephone",
      values: { low_db: -18, mid_db: 9, mid_hz: 1400, mid_q: 0.7, high_db: -18 },
    },
  ],
  compressor: [
    {
      name: "Gentle",
      values: { threshold_db: -24, ratio: 2, attack_ms: 20, release_ms: 200, makeup_db: 2 },
    },
    {
      name: "Firm",
      values: { threshold_db: -28, ratio: 4, attack_ms: 8, release_ms: 120, makeup_db: 5 },
    },
    {
      name: "Squashed",
      values: { threshold_db: -36, ratio: 12, attack_ms: 1, release_ms: 80, makeup_db: 10 },
    },
  ],
  chorus: [
    { name: "Slow shimmer", values: { rate_hz: 0.4, depth_ms: 3, mix: 0.4 } },
    { name: "Wide", values: { rate_hz: 0.8, depth_ms: 5, mix: 0.5 } },
    { name: "Wavering", values: { rate_hz: 5, depth_ms: 1, mix: 1 } },
  ],
  drive: [
    { name: "Warm valve", values: { drive_db: 8, tone_hz: 8000, level_db: 0 } },
    { name: "Crunch", values: { drive_db: 20, tone_hz: 5000, level_db: -2 } },
    { name: "Fuzz", values: { drive_db: 34, tone_hz: 3500, level_db: -6 } },
  ],
};

/** The effect of a preset. */
export const made = (kind: Kind, preset: Preset) => effectOf(kind, preset.values);

/** Which preset an effect is just now; none once something was turned. */
export function presetOf(effect: Effect): Preset | undefined {
  const same = (preset: Preset) => {
    const values = effectOf(effect.kind, preset.values) as unknown as Record<string, Value>;
    const now = effect as unknown as Record<string, Value>;
    return Object.keys(settingsOf(effect.kind)).every((name) => values[name] === now[name]);
  };
  return PRESETS[effect.kind].find(same);
}

/** A chain in words: "Hall, EQ"; nothing for an empty one. */
export function chainSaid(chain: Chain): string {
  const heard = chain.filter((effect) => effect.on);
  return heard.map((effect) => presetOf(effect)?.name ?? TITLES[effect.kind]).join(", ");
}
