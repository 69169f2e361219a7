/** Draws over the notes what the hand does: picked notes, notes on the move, the box. */
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
  for (const note of preview.ghosts ?? []) {
    if (note[0] <= endOf(view) && note[0] + note[1] >= view.start) ghost(pen, scene, note, drums);
  }
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

const AWAY = 1.5; // pixels: the note's own colour stays to be seen

/** A ring round a note. */
function ring(pen: Pen, scene: Scene, note: Note): void {
  const { view, layout, colours } = scene;
  const { x, y, w, h } = noteBox(view, layout, note, true);
  if (y > rollBottom(layout) || y + h < rollTop(layout)) return;
  pen.strokeStyle = colours.blue;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.roundRect(x - AWAY, y - AWAY, w + 2 * AWAY, h + 2 * AWAY, 3);
  pen.stroke();
}

function outline(pen: Pen, scene: Scene, note: Note, drums: boolean): void {
  pen.fillStyle = scene.colours.blue;
  if (drums) paintStroke(pen, scene, note, 2);
  else ring(pen, scene, note);
  pen.fillStyle = scene.colours.blue;
  if (scene.layout.touch) paintStem(pen, scene, note);
}

function ghost(pen: Pen, scene: Scene, note: Note, drums: boolean): void {
  const paint = scene.tracks[scene.focus];
  if (!paint) return;
  pen.fillStyle = paint.colour;
  if (!drums) paintNote(pen, scene, note, paint, true);
  outline(pen, scene, note, drums);
}
