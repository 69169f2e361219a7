/** The client: what it sends, and every way in which an answer can fail. */
import { expect, test } from "vitest";
import type { Bootstrap } from "../src/api/bootstrap";
import { Client } from "../src/api/client";
import { ApiError } from "../src/api/errors";
import { openWishes, readWishes } from "../src/studio/wishes";
import { job, song } from "./answers";

const limits = {
  bars: [4, 256],
  tempo: [40, 240],
  upload_bytes: 1000,
  recording_bytes: 5000,
} as Bootstrap["limits"];

interface Asked {
  url: string;
  init: RequestInit;
}

function client(answer: Response | Error): { client: Client; asked: Asked[] } {
  const asked: Asked[] = [];
  const fetch = async (url: string, init: RequestInit = {}) => {
    asked.push({ url, init });
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { client: new Client("the-token", fetch), asked };
}
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

async function failure(answer: Response | Error): Promise<ApiError> {
  try {
    await client(answer).client.job("1");
  } catch (error) {
    expect(error).toBeInstanceOf(ApiError);
    return error as ApiError;
  }
  throw new Error("it should have failed");
}

test("composing posts JSON with the CSRF token", async () => {
  const { client: api, asked } = client(json({ job: job() }, 202));
  const read = readWishes({ ...openWishes("jazz", "4/4"), bars: 8, seed: "7" }, limits);
  if (!read.ok) throw new Error(read.message);
  const { request } = read;
  expect((await api.compose(request)).id).toBe("j1");
  expect(asked[0]?.url).toBe("/api/v1/generations");
  expect(asked[0]?.init.headers).toMatchObject({
    "X-CSRFToken": "the-token",
    "Content-Type": "application/json",
  });
  expect(JSON.parse(String(asked[0]?.init.body))).toEqual(request);
});

const chance = {
  genre: "rock",
  blend: { genre: "jazz", weight: 0.3 },
  seed: null,
  temperature: 1,
  top_p: 0.95,
  candidates: 2,
};

test("restyling posts the file and the locks as a form", async () => {
  const { client: api, asked } = client(json({ job: job() }, 202));
  const source = { file: new File(["MThd"], "a.mid") };
  const keep = ["melody", "chords"];
  const band = { instruments: [{ role: "bass", program: 32 }], energy: [20, 80] };
  await api.rewrite("restyles", source, { ...chance, ...band, strength: 75, keep });
  const form = asked[0]?.init.body as FormData;
  expect(asked[0]?.url).toBe("/api/v1/restyles");
  expect(form.get("keep")).toBe("melody,chords");
  expect(form.get("strength")).toBe("75");
  expect(form.get("blend")).toBe('{"genre":"jazz","weight":0.3}');
  expect(form.get("instruments")).toBe('[{"role":"bass","program":32}]');
  expect(form.get("energy")).toBe("[20,80]");
  expect(form.get("seed")).toBeNull();
  expect((form.get("file") as File).name).toBe("a.mid");
  expect(asked[0]?.init.headers).not.toHaveProperty("Content-Type");
});

test("bars of a song of one's own are named with the take and the players", async () => {
  const { client: api, asked } = client(json({ job: job() }, 202));
  const wishes = { ...chance, blend: null, first_bar: 5, last_bar: 6, tracks: [0, 2] };
  await api.rewrite("regenerations", { song_id: "s1", take: 2 }, wishes);
  const form = Object.fromEntries(asked[0]?.init.body as FormData);
  expect(form).toMatchObject({ song_id: "s1", take: "2", first_bar: "5", tracks: "[0,2]" });
  expect(form).not.toHaveProperty("blend");
});

test("a take is chosen, heard and downloaded by its number", async () => {
  const { client: api, asked } = client(json({ song: song({ take: 2 }) }));
  expect((await api.choose("s1", 2)).take).toBe(2);
  expect(asked[0]?.init.method).toBe("PATCH");
  expect(asked[0]?.init.body).toBe('{"take":2}');
  expect(api.midiUrl("s1", 2)).toBe("/api/v1/songs/s1/takes/2/midi");
  expect(api.midiUrl("s1")).toBe("/api/v1/songs/s1/midi");
});

test("the server's own words reach the page", async () => {
  const body = {
    code: "not_a_midi_file",
    message: "That is not a MIDI file.",
    cure: "Choose a .mid file.",
    field: "file",
  };
  const error = await failure(json({ error: body }, 422));
  expect(error).toMatchObject({ status: 422, ...body });
});

test.each([
  ["a proxy's page", new Response("<h1>Bad gateway</h1>", { status: 502 }), "server_fault"],
  ["a large upload cut off by a proxy", new Response("", { status: 413 }), "too_large"],
  ["JSON of another shape", json({ detail: "no" }, 500), "server_fault"],
  ["no answer", new TypeError("Failed to fetch"), "offline"],
  ["an answer that is not JSON", new Response("hello"), "misread"],
  ["an answer of another version", json({ job: { id: "1" } }), "misread"],
])("%s becomes a message with a cure", async (_what, answer, code) => {
  const error = await failure(answer);
  expect(error.code).toBe(code);
  expect(error.message).not.toBe("");
  expect(error.cure).not.toBe("");
});

test("a misread answer says where it is wrong", async () => {
  const error = await failure(json({ job: { ...job(), state: "asleep" } }));
  expect(error.message).toContain("answer.job.state");
});

test("songs are read with their certificate and opening", async () => {
  const { client: api } = client(json({ song: song() }));
  const read = await api.song("s1");
  expect(read.certificate[0]).toEqual({ what: "Bars", asked: "16", got: "16", ok: true });
  expect(read.opening).toEqual([[0, 60, 0.5, 1]]);
});
