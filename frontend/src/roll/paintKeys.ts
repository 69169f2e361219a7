/** Draws the keys at the left, and the names of the lanes. */
import { isBlack, pitchName, yOfPitch } from "./geometry";
import { drumsTop, rollBottom, rollTop, touchTop } from "./layout";
import { type Pen, type Scene, UI } from "./scene";

export function paintKeys(pen: Pen, scene: Scene): void {
  const { view, layout, colours } = scene;
  const top = rollTop(layout);
  const bottom = rollBottom(layout);
  pen.fillStyle = colours.panel;
  pen.fillRect(0, 0, layout.keys, layout.height);
  pen.save();
  pen.beginPath();
  pen.rect(0, top, layout.keys, bottom - top);
  pen.clip();
  pen.textBaseline = "alphabetic";
  pen.textAlign = "right";
  pen.font = `11px ${UI}`;
  for (let pitch = Math.ceil(view.top); yOfPitch(view, pitch) < bottom - top; pitch--) {
    const y = top + yOfPitch(view, pitch);
    if (isBlack(pitch)) {
      pen.fillStyle = colours.ink2;
      pen.fillRect(0, y + 0.5, layout.keys * 0.5, view.rowHeight - 1);
    } else if (pitch % 12 === 0) {
      pen.fillStyle = colours.line;
      pen.fillRect(0, y + view.rowHeight, layout.keys, 1);
      pen.fillStyle = colours.ink3;
      pen.fillText(pitchName(pitch), layout.keys - 4, y + view.rowHeight - 1);
    }
  }
  pen.restore();
  pen.textAlign = "left";
  if (layout.drums) paintName(pen, scene, "Drums", drumsTop(layout) + layout.drums / 2);
  if (layout.touch) paintName(pen, scene, "Touch", touchTop(layout) + layout.touch / 2);
  pen.fillStyle = colours.line;
  pen.fillRect(layout.keys - 1, 0, 1, layout.height);
  for (const y of [layout.ruler - 1, top - 1]) pen.fillRect(0, y, layout.keys, 1);
  if (layout.drums) pen.fillRect(0, bottom, layout.keys, 1);
  if (layout.touch) pen.fillRect(0, touchTop(layout), layout.keys, 1);
  scene.staff?.clef(pen, scene);
}

function paintName(pen: Pen, { layout, colours }: Scene, name: string, y: number): void {
  pen.font = `11px ${UI}`;
  pen.fillStyle = colours.ink3;
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  pen.fillText(name, layout.keys - 5, y);
  pen.textAlign = "left";
  pen.textBaseline = "alphabetic";
}
