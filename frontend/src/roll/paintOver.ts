/** Draws over the notes what the hand does: picked notes, notes on the move, the box. */
import type { Note } from "../score/score";
import { endOf } from "./geometry";
import { rollBottom, rollTop } from "./layout";
import { indexOf } from "./noteindex";
import { noteBox, paintNote, paintStem, paintStroke } from "./paintNotes";
import { keyOf } from "./picked";
import type { Pen, Scene } from "./scene";

export function paintOver(pen: Pen, scene: Scene): void {
  const { preview } = scene;
  if (preview.ghosts) paintGhosts(pen, scene);
  else paintPicked(pen, scene);
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

function paintPicked(pen: Pen, scene: Scene): void {
  const { score, view, focus, picked, beside } = scene;
  for (const [track, keys] of [[focus, picked] as const, ...beside]) {
    if (!keys.size) continue;
    indexOf(score.tracks[track]?.notes ?? []).between(view.start, endOf(view), (note) => {
      if (keys.has(keyOf(note))) outline(pen, scene, note, track);
    });
  }
}

function paintGhosts(pen: Pen, scene: Scene): void {
  const { preview, view, focus } = scene;
  const own = { track: focus, notes: preview.ghosts ?? [] };
  for (const { track, notes } of [own, ...(preview.others ?? [])]) {
    for (const note of notes) {
      if (note[0] <= endOf(view) && note[0] + note[1] >= view.start) ghost(pen, scene, note, track);
    }
  }
}

const AWAY = 1.5; // pixels: the note's own colour stays to be seen

/** A ring round a note. */
function ring(pen: Pen, scene: Scene, note: Note, focused: boolean): void {
  const { view, layout, colours } = scene;
  const { x, y, w, h } = noteBox(view, layout, note, focused);
  if (y > rollBottom(layout) || y + h < rollTop(layout)) return;
  pen.strokeStyle = colours.blue;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.roundRect(x - AWAY, y - AWAY, w + 2 * AWAY, h + 2 * AWAY, 3);
  pen.stroke();
}

/** Touch is shown of the focused player alone. */
function outline(pen: Pen, scene: Scene, note: Note, track: number): void {
  const focused = track === scene.focus;
  pen.fillStyle = scene.colours.blue;
  if (scene.score.tracks[track]?.isDrum) paintStroke(pen, scene, note, 2);
  else ring(pen, scene, note, focused);
  pen.fillStyle = scene.colours.blue;
  if (scene.layout.touch && focused) paintStem(pen, scene, note);
}

function ghost(pen: Pen, scene: Scene, note: Note, track: number): void {
  const paint = scene.tracks[track];
  if (!paint) return;
  pen.fillStyle = paint.colour;
  if (!scene.score.tracks[track]?.isDrum) paintNote(pen, scene, note, paint, track === scene.focus);
  outline(pen, scene, note, track);
}
