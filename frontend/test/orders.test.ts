/** Orders: what the server is asked for the song on the stand, and where its takes go. */
import { expect, test } from "vitest";
import { joining, oneAgain, regenerating, reworking } from "../src/studio/orders";
import type { Session } from "../src/studio/session.svelte";
import { beats, scoreOf, track } from "./scores";

type Asked = { to: string; source: unknown; wishes: Record<string, unknown> };

function desk(song: unknown = { id: "s1", genre: "jazz", source: true }) {
  const asked: Asked[] = [];
  const client = {
    rewrite: (to: string, source: unknown, wishes: Record<string, unknown>) =>
      asked.push({ to, source, wishes }),
    again: (id: string, number: number) =>
      asked.push({ to: "again", source: id, wishes: { number } }),
  };
  const score = scoreOf([track(beats(4)), track(beats(4))]);
  const session = { client, song, score, key: 2, selection: { first: 2, last: 3 } };
  return { session: session as unknown as Session, asked };
}

test("a player joins the take that sounds, in the genre of its song", () => {
  const { session, asked } = desk();
  const wishes = { role: "strings", program: 48, first_bar: null, last_bar: 4 };
  const order = joining(session, wishes, 3);
  expect(order).toMatchObject({ stays: true, sourced: true });
  void order?.ask();
  expect(asked[0]).toMatchObject({
    to: "joinings",
    source: { song_id: "s1", take: 2 },
    wishes: { ...wishes, genre: "jazz", candidates: 3 },
  });
  expect(joining(desk(null).session, wishes, 3)).toBeNull();
});

test("selected bars of several players are asked for together", () => {
  const { session, asked } = desk();
  void reworking(session, "regenerate", 2, [0, 1])?.ask();
  expect(asked[0]).toMatchObject({
    to: "regenerations",
    wishes: { first_bar: 2, last_bar: 3, tracks: [0, 1], candidates: 2 },
  });
  expect(reworking(desk(null).session, "regenerate", 2, null)).toBeNull();
  expect(regenerating(desk(null).session, {} as never)).toBeNull();
});

test("a take that was left out is asked for alone, in its own place", () => {
  const { session, asked } = desk();
  const order = oneAgain(session, 3);
  expect(order).toMatchObject({ stays: true, number: 3 });
  void order?.ask();
  expect(asked).toEqual([{ to: "again", source: "s1", wishes: { number: 3 } }]);
});
