/** The edit list: steps, undo without end, and getting it to the server whatever happens. */
import { expect, test } from "vitest";
import { apply } from "../src/editing/apply";
import { drawerOf } from "../src/editing/drawer";
import type { Edit } from "../src/editing/edit";
import { Ledger } from "../src/editing/ledger";
import type { Held, Shelf, Unsent } from "../src/editing/shelf";
import type { Named } from "../src/score/score";
import { scoreOf, track } from "./scores";

const base = scoreOf([track([[0, 480, 60, 90]])]);
const add = (onset: number): Edit => ({
  verb: "notes",
  enabled: true,
  track: 0,
  remove: [],
  add: [[onset, 240, 64, 80]],
});
const onsets = (ledger: Ledger) => ledger.score.tracks[0]?.notes.map((note) => note[0]);

/** A server in memory that can be away, stale or strict. */
class FakeShelf implements Shelf {
  held: Held = { revision: 0, edits: [], chords: [] };
  /** What the server hears in a list. */
  hears: (edits: readonly Edit[]) => Named = () => [];
  fails: number | null = null;
  saves = 0;
  async load() {
    return structuredClone(this.held);
  }
  async save(edits: readonly Edit[], revision: number) {
    if (this.fails !== null) {
      const field = `edits[${edits.length - 1}]`;
      throw Object.assign(new Error("Because."), { status: this.fails, field, cure: "Do so." });
    }
    if (revision !== this.held.revision) throw Object.assign(new Error("stale"), { status: 412 });
    this.saves += 1;
    const kept = structuredClone(edits) as Edit[];
    this.held = { revision: revision + 1, edits: kept, chords: this.hears(kept) };
    return this.held;
  }
}

class Memory {
  private readonly kept = new Map<string, string>();
  getItem = (key: string) => this.kept.get(key) ?? null;
  setItem = (key: string, value: string) => void this.kept.set(key, value);
  removeItem = (key: string) => void this.kept.delete(key);
}

async function desk(shelf = new FakeShelf(), memory = new Memory()) {
  const said: string[] = [];
  const warned: string[] = [];
  const later: (() => void)[] = [];
  const ledger = new Ledger(base, await shelf.load(), shelf, drawerOf("s", 1, memory), {
    apply,
    after: (_, call) => {
      later.push(call);
      return () => void later.splice(0, later.length, ...later.filter((one) => one !== call));
    },
    changed: () => {},
    tell: (words) => void said.push(words),
    warn: (words, cure) => void warned.push(`${words} ${cure}`),
  });
  return { ledger, shelf, memory, said, warned, later };
}

const unsent = (memory: Memory) =>
  JSON.parse(memory.getItem("cadenza.edits.s.1") ?? "null") as Unsent | null;

test("steps are undone to the very first, and done again", async () => {
  const { ledger } = await desk();
  for (let i = 1; i <= 500; i++) ledger.push(add(i));
  while (ledger.undo());
  expect(ledger.score).toEqual(base);
  while (ledger.redo());
  expect(onsets(ledger)).toHaveLength(501);
  ledger.undo();
  ledger.push(add(999));
  expect(ledger.redo()).toBe(false);
});

test("what was done before a reload is undone after it", async () => {
  const first = await desk();
  first.ledger.push(add(1));
  first.ledger.push(add(2));
  await first.ledger.flush();
  const second = await desk(first.shelf, first.memory);
  expect(onsets(second.ledger)).toEqual([0, 1, 2]);
  second.ledger.undo();
  second.ledger.undo();
  expect(onsets(second.ledger)).toEqual([0]);
});

test("steps that follow quickly are sent once", async () => {
  const { ledger, shelf, later } = await desk();
  ledger.push(add(1));
  ledger.push(add(2));
  expect(ledger.state).toBe("waiting");
  expect(later).toHaveLength(1);
  await ledger.flush();
  expect([shelf.saves, shelf.held.edits.length, ledger.state]).toEqual([1, 2, "kept"]);
});

test("an edit that cannot be changes nothing", async () => {
  const { ledger } = await desk();
  ledger.push(add(1));
  expect(() => ledger.push({ verb: "juggle", enabled: true })).toThrow("Edit 2, “juggle”");
  expect(onsets(ledger)).toEqual([0, 1]);
});

test("a step takes the place of the last one", async () => {
  const { ledger } = await desk();
  ledger.push(add(1));
  ledger.replaceLast(add(5));
  expect(onsets(ledger)).toEqual([0, 5]);
  expect(ledger.edits).toHaveLength(1);
});

test("without a server edits are kept here, also over a reload, and sent when it is back", async () => {
  const { ledger, shelf, memory, said } = await desk();
  ledger.push(add(1));
  await ledger.flush();
  shelf.fails = 0;
  ledger.push(add(2));
  await ledger.flush();
  expect(ledger.state).toBe("offline");
  expect(said.at(-1)).toContain("kept here");
  expect(unsent(memory)?.edits).toHaveLength(2);
  shelf.fails = null;
  const after = await desk(shelf, memory);
  expect(onsets(after.ledger)).toEqual([0, 1, 2]);
  await after.ledger.flush();
  expect(shelf.held.edits).toHaveLength(2);
  expect(unsent(memory)).toBeNull();
});

test("who is signed out is told so, and the edits wait here", async () => {
  const { ledger, shelf, memory, said } = await desk();
  shelf.fails = 401;
  ledger.push(add(1));
  await ledger.flush();
  await ledger.flush();
  expect(ledger.state).toBe("out");
  expect(said).toEqual([expect.stringContaining("signed out")]);
  expect(unsent(memory)?.edits).toHaveLength(1);
  shelf.fails = null;
  await ledger.flush();
  expect([ledger.state, shelf.held.edits.length]).toEqual(["kept", 1]);
  expect(said.at(-1)).toContain("sent");
});

test("who edits a song that was deleted elsewhere is told so once, and what to do", async () => {
  const { ledger, shelf, memory, said, warned } = await desk();
  shelf.fails = 404;
  ledger.push(add(1));
  await ledger.flush();
  await ledger.flush();
  expect(ledger.state).toBe("gone");
  expect(said).toEqual([]);
  expect(warned).toEqual([expect.stringMatching(/^Because\. Do so\. .+kept in this browser/)]);
  expect(unsent(memory)?.edits).toHaveLength(1);
  shelf.fails = null; // it was brought back
  await ledger.flush();
  expect([ledger.state, shelf.held.edits.length]).toEqual(["kept", 1]);
  expect(said).toEqual([expect.stringContaining("The song is there again")]);
});

test("a server that cannot take edits in is no dropped connection, and is asked again", async () => {
  const { ledger, shelf, said, warned } = await desk();
  shelf.fails = 507; // its disk is full
  ledger.push(add(1));
  await ledger.flush();
  await ledger.flush();
  expect(ledger.state).toBe("failing");
  expect(warned).toEqual([expect.stringMatching(/^Because\. Do so\. .+sent again by themselves/)]);
  shelf.fails = null;
  await ledger.flush();
  expect([ledger.state, shelf.held.edits.length]).toEqual(["kept", 1]);
  expect(said).toEqual([expect.stringContaining("takes edits in again")]);
});

test("a song that is deleted between two questions is no dropped connection either", async () => {
  const { ledger, shelf } = await desk();
  shelf.fails = 412;
  shelf.load = () => Promise.reject(Object.assign(new Error("Because."), { status: 404 }));
  ledger.push(add(1));
  await ledger.flush();
  expect(ledger.state).toBe("gone");
});

test("steps taken back while offline stay taken back after a reload", async () => {
  const { ledger, shelf, memory } = await desk();
  ledger.push(add(1));
  ledger.push(add(2));
  await ledger.flush();
  shelf.fails = 0;
  ledger.undo();
  await ledger.flush();
  shelf.fails = null;
  const after = await desk(shelf, memory);
  expect(onsets(after.ledger)).toEqual([0, 1]);
});

test("what another page did first stays, and this page's steps go on top", async () => {
  const { ledger, shelf } = await desk();
  ledger.push(add(1));
  shelf.held = { revision: 7, edits: [add(9)], chords: [] };
  await ledger.flush();
  await ledger.flush();
  expect(onsets(ledger)).toEqual([0, 1, 9]);
  expect(shelf.held.edits).toHaveLength(2);
});

test("what the server refuses is taken back, with its reason, and can be tried again", async () => {
  const { ledger, shelf, warned } = await desk();
  ledger.push(add(1));
  await ledger.flush();
  shelf.fails = 422;
  ledger.push(add(2));
  await ledger.flush();
  expect(onsets(ledger)).toEqual([0, 1]);
  expect(warned).toEqual([
    expect.stringMatching(/^The server refused an edit.+: 1 note put in: Because\. Redo /),
  ]);
  expect(ledger.redo()).toBe(true);
});

test("the chords are those that the server hears, and carried along until it has answered", async () => {
  const shelf = new FakeShelf();
  shelf.hears = (edits) => [[0, edits.length ? `C${edits.length}` : "C"]];
  shelf.held = { revision: 3, edits: [add(1)], chords: [[0, "C1"]] };
  const { ledger } = await desk(shelf);
  expect(ledger.score.chords).toEqual([[0, "C1"]]);
  ledger.push(add(2));
  expect(ledger.score.chords).toEqual([[0, "C1"]]);
  await ledger.flush();
  const whole = ledger.score;
  expect(whole.chords).toEqual([[0, "C2"]]);
  ledger.undo();
  expect(ledger.score.chords).toEqual([[0, "C1"]]);
  ledger.redo();
  await ledger.flush();
  expect(ledger.score).toEqual(whole);
  shelf.fails = 422;
  ledger.push(add(3));
  await ledger.flush();
  expect(ledger.score).toEqual(whole);
});

test("a score that sounds as it did is not another one: nothing is drawn or seated anew", async () => {
  const { ledger } = await desk();
  ledger.push(add(1));
  const { score } = ledger;
  await ledger.flush();
  expect(ledger.score).toBe(score);
});

test("a drawer that was cut off is empty", () => {
  const memory = new Memory();
  memory.setItem("cadenza.edits.s.1", '{"revision": 1, "edi');
  expect(drawerOf("s", 1, memory).read()).toBeNull();
});

test("a list is put in another order, and a list that cannot be leaves it as it was", async () => {
  const { ledger } = await desk();
  ledger.push(add(1));
  ledger.push(add(2));
  const [one, two] = ledger.edits as [Edit, Edit];
  ledger.rewrite([two, { ...one, enabled: false }]);
  expect(onsets(ledger)).toEqual([0, 2]);
  expect(() => ledger.rewrite([{ verb: "mute", enabled: true, track: 9, muted: true }])).toThrow(
    "there is no track 9",
  );
  expect(ledger.edits[0]).toBe(two);
  ledger.undo();
  expect(onsets(ledger)).toEqual([0, 2]);
});
