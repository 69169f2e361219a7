/** Songs that are being written: their bars and openings grow in the list until they are whole. */
import type { Client } from "../api/client";
import { follow } from "../api/events";
import { paintOpening } from "../roll/opening";
import { GrowingScore } from "../score/growing";
import { openingOf } from "../score/opening";

export interface GrowingEvents {
  /** One of them has ended, with a song or without. */
  ended(): void;
  failed(cause: unknown): void;
}

/** Follows every song of the page that is being written; the returned function lets go. */
export function watchGrowing(root: ParentNode, client: Client, events: GrowingEvents): () => void {
  const leave = [...root.querySelectorAll<HTMLElement>("[data-job]")].map((row) => {
    const bars: number[] = [];
    const score = new GrowingScore();
    const canvas = row.querySelector("canvas");
    return follow(row.dataset.job ?? "", client, {
      progress(progress) {
        bars[progress.candidate] = progress.bar;
        show(row, bars, progress.bars);
        if (progress.candidate === 0) score.add(progress);
        if (canvas && score.score) paintOpening(canvas, openingOf(score.score));
      },
      done: () => events.ended(),
      cancelled: () => events.ended(),
      failed(cause) {
        events.failed(cause);
        events.ended();
      },
      waiting: () => {},
    });
  });
  return () => {
    for (const go of leave) go();
  };
}

/** Bars finished on average, as the server counts them. */
export function average(bars: readonly number[]): number {
  const known = bars.filter((bar) => bar !== undefined);
  return Math.floor(known.reduce((sum, bar) => sum + bar, 0) / Math.max(known.length, 1));
}

function show(row: HTMLElement, bars: readonly number[], all: number): void {
  const bar = average(bars);
  const meter = row.querySelector<HTMLElement>("[role=progressbar]");
  const each = Number(meter?.dataset.each ?? 1);
  meter?.setAttribute("aria-valuenow", String(bar));
  meter?.querySelectorAll<HTMLElement>(".bar-cell").forEach((cell, index) => {
    cell.dataset.full = String(index < Math.floor(bar / each));
  });
  const said = row.querySelector("[data-bar]");
  if (said) said.textContent = `bar ${bar} of ${all}`;
}
