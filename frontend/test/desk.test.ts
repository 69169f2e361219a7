/** The desk of a page: one thing sounds at a time, and the last press counts. */
import { expect, test } from "vitest";
import type { PlayState } from "../src/audio/scheduler";
import { Desk, type Desked, type Item } from "../src/listen/desk";
import { parseScore, type Score } from "../src/score/score";

const SCORE = parseScore(
  {
    ticks_per_quarter: 480,
    end: 1920,
    tempos: [[0, 120]],
    metres: [[0, 4, 4]],
    key: null,
    bars: [0],
    chords: [],
    tracks: [],
  },
  "score",
);

class FakePlayer implements Desked {
  state: PlayState = "standing";
  loaded: Score[] = [];
  async wake(): Promise<void> {}
  load(score: Score): void {
    this.loaded.push(score);
    this.state = "standing";
  }
  play(): void {
    this.state = "playing";
  }
  pause(): void {
    this.state = "standing";
  }
}

function table() {
  const player = new FakePlayer();
  const heard: string[] = [];
  const shown: Record<string, boolean> = {};
  const desk = new Desk(player, (key) => heard.push(key));
  const item = (key: string, score = Promise.resolve(SCORE)): Item => ({
    key,
    score: () => score,
    show: (sounding) => {
      shown[key] = sounding;
    },
  });
  return { player, heard, shown, desk, item };
}

test("a press plays, a second pauses, a third goes on without loading again", async () => {
  const { player, heard, desk, item } = table();
  const song = item("a");
  await desk.press(song);
  expect(player.state).toBe("playing");
  await desk.press(song);
  expect(player.state).toBe("standing");
  await desk.press(song);
  expect(player.state).toBe("playing");
  expect(player.loaded).toHaveLength(1);
  expect(heard).toEqual(["a"]);
});

test("another item takes the desk, and the one before is shown silent", async () => {
  const { shown, desk, item } = table();
  await desk.press(item("a"));
  desk.report("playing");
  expect(shown).toEqual({ a: true });
  await desk.press(item("b"));
  desk.report("playing");
  expect(shown).toEqual({ a: false, b: true });
  expect(desk.key).toBe("b");
});

test("of two presses the later one plays, however late the first one's notes come", async () => {
  const { player, desk, item } = table();
  let arrive: (score: Score) => void = () => {};
  const late = desk.press(
    item(
      "slow",
      new Promise((resolve) => {
        arrive = resolve;
      }),
    ),
  );
  await desk.press(item("quick"));
  arrive(SCORE);
  await late;
  expect(desk.key).toBe("quick");
  expect(player.loaded).toHaveLength(1);
});

test("what cannot be read leaves the desk as it was", async () => {
  const { player, desk, item } = table();
  await desk.press(item("a"));
  await expect(desk.press(item("b", Promise.reject(new Error("gone"))))).rejects.toThrow("gone");
  expect(desk.key).toBe("a");
  expect(player.state).toBe("playing");
});

test("what is forgotten is shown silent, and begins anew when it is pressed", async () => {
  const { player, shown, desk, item } = table();
  await desk.press(item("a"));
  desk.forget();
  desk.report("playing"); // of what has the player now
  expect(shown).toEqual({ a: false });
  await desk.press(item("a"));
  expect(player.loaded).toHaveLength(2);
});

test("notes that come after the desk was given away do not play", async () => {
  const { player, desk, item } = table();
  let arrive: (score: Score) => void = () => {};
  const notes = new Promise<Score>((resolve) => {
    arrive = resolve;
  });
  const late = desk.press(item("slow", notes));
  desk.forget();
  arrive(SCORE);
  await late;
  expect(player.loaded).toHaveLength(0);
});
