/** The browser makes of every list of edits what the server makes of it; tests/music/editing keeps the file. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { apply } from "../src/editing/apply";
import { parseEdits, RefusedEdit } from "../src/editing/edit";
import type { Chain } from "../src/score/effects";
import { parseScore, type Score } from "../src/score/score";

const file = readFileSync(`${import.meta.dirname}/edits.json.gz`);
const kept = JSON.parse(gunzipSync(file).toString()) as {
  songs: Record<string, unknown>;
  cases: [song: string, edits: unknown[], result: string | number][];
};
const songs = Object.fromEntries(
  Object.entries(kept.songs).map(([name, song]) => [name, parseScore(song, name)]),
);
const plain = (value: unknown) =>
  typeof value === "number"
    ? thousandths(value)
    : typeof value === "boolean"
      ? Number(value)
      : value;
const thousandths = (value: number) => Math.round(value * 1000);

/** As `fingerprint` in tests/music/editing/lists.py. */
function fingerprint(score: Score): string {
  const lines = [
    `${score.ticksPerQuarter} ${score.end}`,
    score.tempos.flatMap(([tick, bpm]) => [tick, thousandths(bpm)]).join(),
    score.metres.flat().join(),
    score.keys.flat().join(),
    score.markers.flat().join(),
    score.bars.join(),
  ];
  const said = (chain: Chain) => chain.flatMap((effect) => Object.values(effect).map(plain)).join();
  const { mastering } = score;
  if (mastering)
    lines.push(
      `${mastering.loudness_lufs * 1000} ${mastering.ceiling_db * 1000}`,
      said(mastering.chain),
    );
  for (const track of score.tracks) {
    const mix = [thousandths(track.volumeDb), thousandths(track.pan), Number(track.muted)];
    const sound = [track.program, Number(track.isDrum), ...mix].join();
    lines.push(
      `${track.name} ${track.role} ${sound} ${said(track.effects)}`,
      track.notes.flat().join(),
      track.controls.flat().join(),
      track.bends.flat().join(),
    );
  }
  const { volumeDb, pan, muted, semitones, effects, stretches } = score.recording;
  const beside = [thousandths(volumeDb), thousandths(pan), Number(muted), semitones].join();
  lines.push(`${beside} ${said(effects)}`, stretches.flat().join());
  return createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 16);
}

function outcome(score: Score, edits: unknown[]): string | number {
  try {
    return fingerprint(apply(score, parseEdits(edits, "edits")));
  } catch (cause) {
    if (cause instanceof RefusedEdit) return cause.index;
    throw cause;
  }
}

test("server and browser agree on a thousand lists", { timeout: 60_000 }, () => {
  expect(kept.cases).toHaveLength(1000);
  const other = kept.cases.flatMap(([song, edits, result], number) => {
    const found = outcome(songs[song] as Score, edits);
    return found === result ? [] : [{ number, song, edits: JSON.stringify(edits), result, found }];
  });
  expect(other).toEqual([]);
});

test("a list of steps that are switched off leaves the very score", () => {
  for (const [song, edits, result] of kept.cases.slice(0, 50)) {
    if (typeof result === "number") continue;
    const off = parseEdits(edits, "edits").map((edit) => ({ ...edit, enabled: false }));
    expect(apply(songs[song] as Score, off)).toBe(songs[song]);
  }
});
