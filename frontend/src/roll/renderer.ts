/** One drawing of the roll: ground, notes from their tiles, what the hand does, ruler and keys. */
import type { View } from "./geometry";
import { paintGround, paintRuler } from "./paint";
import { paintKeys } from "./paintKeys";
import { paintLoop } from "./paintLoop";
import { paintNotes } from "./paintNotes";
import { paintOver } from "./paintOver";
import type { Pen, Scene } from "./scene";
import { Tiles } from "./tiles";

export class Renderer {
  readonly tiles = new Tiles();

  /** `ratio` is device pixels per CSS pixel; `rest` is false while the zoom changes. */
  draw(pen: Pen, scene: Scene, ratio: number, rest = true): void {
    const { layout, view, score, colours, tracks, focus, kept, preview, staff } = scene;
    pen.save();
    pen.beginPath();
    pen.rect(layout.keys, 0, view.width, layout.height);
    pen.clip();
    pen.translate(layout.keys, 0);
    paintGround(pen, scene);
    const key = [score, colours, tracks, focus, kept, preview.hidden, preview.gone, staff, layout];
    const paint = (inner: Pen, part: View) => {
      const tile = { ...scene, view: part };
      if (layout.staff) staff?.paint(inner, tile);
      paintNotes(inner, tile);
    };
    this.tiles.lay(pen, view, layout.height, ratio, key, paint, rest);
    pen.save();
    pen.beginPath();
    pen.rect(0, layout.ruler, view.width, layout.height - layout.ruler);
    pen.clip();
    paintOver(pen, scene);
    pen.restore();
    paintRuler(pen, scene);
    paintLoop(pen, scene);
    pen.restore();
    paintKeys(pen, scene);
  }
}
