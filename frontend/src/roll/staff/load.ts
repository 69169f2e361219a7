/** Fetches the staff: its drawing and the font of its signs, once the roll is on the page. */
import "@fontsource/noto-music/music.css";
import type { StaffPainter } from "../scene";
import { MUSIC } from "./glyphs";
import { painter } from "./painter";

/** Ready to draw: the clef is not drawn before its font is here. */
export async function ready(): Promise<StaffPainter> {
  await document.fonts.load(`29px ${MUSIC}`, "𝄞");
  return painter;
}
