/** Draws every opening of a page from the notes that its canvas carries, again when size or theme change. */
import { integer, list, number, tuple } from "../lib/check";
import { onThemeChange } from "../roll/colours";
import { type OpeningNote, paintOpening } from "../roll/opening";

const parse = list(tuple<[number, number, number, number]>(number, number, number, integer(0)));

/** Draws them from now on; the returned function stops that. */
export function drawOpenings(root: ParentNode): () => void {
  const openings = new Map<HTMLCanvasElement, readonly OpeningNote[]>();
  for (const canvas of root.querySelectorAll<HTMLCanvasElement>("canvas[data-opening]")) {
    openings.set(canvas, parse(JSON.parse(canvas.dataset.opening || "[]"), "opening"));
  }
  const draw = (canvas: HTMLCanvasElement) => paintOpening(canvas, openings.get(canvas) ?? []);
  const sizes = new ResizeObserver((entries) => {
    for (const entry of entries) draw(entry.target as HTMLCanvasElement);
  });
  for (const canvas of openings.keys()) sizes.observe(canvas);
  const stop = onThemeChange(() => {
    for (const canvas of openings.keys()) draw(canvas);
  });
  return () => {
    sizes.disconnect();
    stop();
  };
}
