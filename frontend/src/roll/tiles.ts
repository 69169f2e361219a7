/** Keeps stretches of the drawn notes as bitmaps: scrolling and playing only lay them side by side. */
import { endOf, type View } from "./geometry";
import type { Pen } from "./scene";

export const TILE = 512; // CSS pixels wide

/** A surface to draw on; a fake one in tests. */
export interface Surface {
  readonly pen: Pen;
  readonly image: CanvasImageSource;
}

export type MakeSurface = (width: number, height: number) => Surface;

/** A canvas of so many device pixels. */
export const surface: MakeSurface = (width, height) => {
  const image = document.createElement("canvas");
  image.width = width;
  image.height = height;
  const pen = image.getContext("2d");
  if (!pen) throw new Error("this browser draws nothing");
  return { pen, image };
};

const MOST = 2.5; // times that a tile is stretched or pressed
const SPARE = 4; // tiles kept beyond those in view

export class Tiles {
  private kept = new Map<number, Surface>();
  private scale = 0; // pixels a tick that the kept tiles were drawn at
  private key: readonly unknown[] = [];
  /** How many tiles were drawn anew: what a benchmark and a test look at. */
  drawn = 0;

  constructor(private readonly make: MakeSurface = surface) {}

  /**
   * Lays the tiles of `view` onto `pen`. `key` is all that the drawing depends on but the view:
   * when it changes, all are drawn anew. `paint` draws one tile, given its own view. While the
   * zoom is not at `rest`, what was drawn is stretched instead.
   */
  lay(
    pen: Pen,
    view: View,
    height: number,
    ratio: number,
    key: readonly unknown[],
    paint: (pen: Pen, view: View) => void,
    rest = true,
  ): void {
    const stretch = view.pixelsPerTick / this.scale;
    if (rest || !(stretch > 1 / MOST && stretch < MOST)) this.scale = view.pixelsPerTick;
    const { scale } = this;
    this.expect([scale, view.top, view.rowHeight, height, ratio, ...key]);
    const ticks = TILE / scale;
    const first = Math.floor(view.start / ticks);
    const last = Math.floor(endOf(view) / ticks);
    for (let index = first; index <= last; index++) {
      const tile = this.tile(index, height, ratio, (inner) =>
        paint(inner, { ...view, pixelsPerTick: scale, start: index * ticks, width: TILE }),
      );
      // On whole device pixels, or it would be blurred.
      const x = Math.round((index * ticks - view.start) * view.pixelsPerTick * ratio) / ratio;
      pen.drawImage(tile.image, x, 0, (TILE * view.pixelsPerTick) / scale, height);
    }
    this.forget(first, last);
  }

  private expect(key: readonly unknown[]): void {
    if (key.length === this.key.length && key.every((value, i) => value === this.key[i])) return;
    this.key = key;
    this.free.push(...this.kept.values());
    this.kept.clear();
  }

  private free: Surface[] = []; // to be drawn on again: new canvases cost time

  private tile(index: number, height: number, ratio: number, paint: (pen: Pen) => void): Surface {
    const found = this.kept.get(index);
    if (found) return found;
    const [w, h] = [Math.ceil(TILE * ratio), Math.ceil(height * ratio)];
    const tile = this.reuse(w, h) ?? this.make(w, h);
    tile.pen.setTransform(1, 0, 0, 1, 0, 0);
    tile.pen.clearRect(0, 0, w, h);
    tile.pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint(tile.pen);
    this.drawn += 1;
    this.kept.set(index, tile);
    return tile;
  }

  private reuse(width: number, height: number): Surface | undefined {
    const tile = this.free.pop();
    const canvas = tile?.image as HTMLCanvasElement | undefined;
    return canvas?.width === width && canvas.height === height ? tile : undefined;
  }

  /** Drops the tiles farthest from the view. */
  private forget(first: number, last: number): void {
    const most = last - first + 1 + SPARE;
    for (const index of [...this.kept.keys()]) {
      if (this.kept.size <= most) return;
      if (index >= first - 1 && index <= last + 1) continue;
      const tile = this.kept.get(index);
      if (tile) this.free.push(tile);
      this.kept.delete(index);
    }
  }
}
