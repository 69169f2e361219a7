/** Draws over the notes what the hand does: picked notes, notes on the move, the box, the cursor. */
import type { Note } from "../score/score";
import { endOf } from "./geometry";
import { rollBottom, rollTop } from "./layout";
import { indexOf } from "./noteindex";
import { noteBox, paintNote, paintStem, paintStroke } from "./paintNotes";
import { keyOf } from "./picked";
import type { Pen, Scene } from "./scene";

export function paintOver(pen: Pen, scene: Scene): void {
  const { preview, picked, score, focus, view } = scene;
  const drums = score.tracks[focus]?.isDrum ?? false;
  if (picked.size && !preview.ghosts) {
    indexOf(score.tracks[focus]?.notes ?? []).between(view.start, endOf(view), (note) => {
      if (picked.has(keyOf(note))) outline(pen, scene, note, drums);
    });
  }
  for (const note of preview.ghosts ?? []) ghost(pen, scene, note, drums);
  if (scene.cursor) cursor(pen, scene, scene.cursor, drums);
  if (!preview.box) return;
  const { x, y, w, h } = preview.box;
  pen.fillStyle = scene.colours.blue;
  pen.globalAlpha = 0.12;
  pen.fillRect(x, y, w, h);
  pen.globalAlpha = 1;
  pen.strokeStyle = scene.colours.blue;
  pen.lineWidth = 1;
  pen.strokeRect(Math.round(x) + 0.5, Math.round(y) + 0.5, Math.round(w), Math.round(h));
}

/** A ring round a note, half a pixel away, so that its own colour stays to be seen. */
function ring(pen: Pen, scene: Scene, note: Note, away: number): void {
  const { view, layout, colours } = scene;
  const { x, y, w, h } = noteBox(view, layout, note, true);
  if (y > rollBottom(layout) || y + h < rollTop(layout)) return;
  pen.strokeStyle = colours.blue;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.roundRect(x - away, y - away, w + 2 * away, h + 2 * away, 3);
  pen.stroke();
}

function outline(pen: Pen, scene: Scene, note: Note, drums: boolean): void {
  pen.fillStyle = scene.colours.blue;
  if (drums) paintStroke(pen, scene, note, 2);
  else ring(pen, scene, note, 1.5);
  pen.fillStyle = scene.colours.blue;
  if (scene.layout.touch) paintStem(pen, scene, note);
}

function ghost(pen: Pen, scene: Scene, note: Note, drums: boolean): void {
  const paint = scene.tracks[scene.focus];
  if (!paint) return;
  if (!drums) paintNote(pen, scene, note, paint, true);
  outline(pen, scene, note, drums);
}

/** Where the keyboard stands: a dashed ring, apart from what is picked. */
function cursor(pen: Pen, scene: Scene, note: Note, drums: boolean): void {
  pen.setLineDash([4, 2]);
  if (drums) {
    pen.fillStyle = scene.colours.blue;
    paintStroke(pen, scene, note, 3);
  } else ring(pen, scene, note, 3.5);
  pen.setLineDash([]);
}
