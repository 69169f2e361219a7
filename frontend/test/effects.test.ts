/** Effects: settings read with their bounds, knobs that turn evenly, presets that are what they say. */
import { expect, test } from "vitest";
import { filter, lowpass } from "../src/audio/effects/biquads";
import { networkAnswer } from "../src/audio/effects/network";
import { noise } from "../src/audio/effects/noise";
import { spaceAnswer, strength } from "../src/audio/effects/spaces";
import {
  effectOf,
  KINDS,
  kindNames,
  parseChain,
  parseMastering,
  SPACES,
} from "../src/score/effects";
import { labelOf, saidOf, TURNS, turnOf, valueAt } from "../src/studio/knobs";
import { chainSaid, made, PRESETS, presetOf } from "../src/studio/presets";

test("what was left out is as usual, and what cannot be is refused by its place", () => {
  expect(parseChain([{ kind: "drive" }], "chain")).toEqual([effectOf("drive")]);
  expect(parseMastering({}, "master")).toEqual({ chain: [], loudness_lufs: -14, ceiling_db: -1 });
  expect(() => parseChain([{ kind: "reverb", mix: 1.1 }], "chain")).toThrow("chain[0].mix");
  expect(() => parseChain([{ kind: "reverb", colour: 1 }], "chain")).toThrow("chain[0].colour");
  expect(() => parseChain([{ kind: "bomb" }], "chain")).toThrow("chain[0].kind");
  expect(() => parseChain(Array(9).fill({ kind: "eq" }), "chain")).toThrow("at most 8");
  expect(() => parseMastering({ ceiling_db: 0 }, "master")).toThrow("ceiling_db");
});

test("every knob has a name, turns over its whole way and comes back to where it stood", () => {
  for (const kind of kindNames) {
    for (const [name, setting] of Object.entries(KINDS[kind])) {
      expect(labelOf(name)).not.toBe(name);
      if (!("low" in setting)) continue;
      expect(valueAt(name, setting, 0)).toBe(setting.low);
      expect(valueAt(name, setting, TURNS)).toBe(setting.high);
      const turn = turnOf(name, setting, setting.usual);
      expect(turnOf(name, setting, valueAt(name, setting, turn))).toBe(turn);
    }
  }
  expect(saidOf("mid_hz", 2500)).toBe("2.5 kHz");
  expect(saidOf("low_db", -3)).toBe("−3 dB");
});

test("presets are settings that the server takes, and are known again until one is turned", () => {
  for (const kind of kindNames) {
    for (const preset of PRESETS[kind]) {
      const effect = made(kind, preset);
      expect(parseChain([{ ...effect }], "chain")).toEqual([effect]);
      expect(presetOf(effect)).toBe(preset);
    }
  }
  const [hall, echo] = [effectOf("convolution", { mix: 0.3 }), effectOf("delay", { mix: 0.9 })];
  expect(chainSaid([hall, { ...hall, on: false }, echo])).toBe("Hall, Delay");
});

test("noise is the hash that the server takes, and rooms die away", () => {
  const [first, second] = noise(2, 1);
  expect(first).toBeCloseTo(-0.9844697332, 9); // as effects/noise.py has it
  expect(second).toBeCloseTo(0.2446391825, 9);
  const soft = noise(4000, 1);
  filter(soft, lowpass(500, 44_100));
  expect(strength([soft, soft])).toBeLessThan(strength([noise(4000, 1), noise(4000, 1)]) / 3);
  const rooms = [
    networkAnswer(effectOf("reverb", { seconds: 0.5 }) as never, 8000),
    ...SPACES.map((space) => spaceAnswer(space, 8000)),
  ];
  for (const room of rooms) {
    const half = room[0].length >> 1;
    const parts = (side: Float64Array): [Float64Array, Float64Array] => [
      side.subarray(0, half),
      side.subarray(half),
    ];
    const [[early, late]] = [parts(room[0])];
    expect(strength([late, late])).toBeLessThan(strength([early, early]) / 8);
    expect(strength([room[0], room[0]])).not.toBe(strength([room[1], room[1]]));
  }
});
