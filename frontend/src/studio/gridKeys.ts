/** Keys on the grid of notes: arrows walk, Alt and an arrow edit the note where one stands. */

import { isSilenced } from "../lib/shortcuts";
import type { Session } from "./session.svelte";

const PAGE = 8; // notes
const OCTAVE = 12;
const HARDER = 5;

/** True where the key was meant for the grid. */
export function gridKey(event: KeyboardEvent, session: Session): boolean {
  const { editor } = session;
  if (event.ctrlKey || event.metaKey || isSilenced(event)) return false;
  if (event.altKey) return editor.walker.takeCursor() && edited(event, editor);
  switch (event.key) {
    case "ArrowLeft":
      return editor.walker.walk(-1);
    case "ArrowRight":
      return editor.walker.walk(1);
    case "PageUp":
      return editor.walker.walk(-PAGE);
    case "PageDown":
      return editor.walker.walk(PAGE);
    case "Home":
      return editor.walker.walk(Number.NEGATIVE_INFINITY);
    case "End":
      return editor.walker.walk(Number.POSITIVE_INFINITY);
    case "ArrowUp":
      return editor.walker.stride(-1);
    case "ArrowDown":
      return editor.walker.stride(1);
    case "Enter":
      if (event.shiftKey) editor.walker.insert();
      else editor.walker.toggleCursor();
      return true;
    case "[":
      return editor.walker.takeCursor() && editor.hand.lengthen(-1);
    case "]":
      return editor.walker.takeCursor() && editor.hand.lengthen(1);
    case "Delete":
    case "Backspace":
      return editor.walker.takeCursor() && editor.hand.remove();
    default:
      return false;
  }
}

function edited(event: KeyboardEvent, editor: Session["editor"]): boolean {
  const by = event.shiftKey ? OCTAVE : 1;
  switch (event.key) {
    case "ArrowLeft":
      return editor.hand.nudge(-1, 0, event.shiftKey);
    case "ArrowRight":
      return editor.hand.nudge(1, 0, event.shiftKey);
    case "ArrowUp":
      return editor.hand.nudge(0, by);
    case "ArrowDown":
      return editor.hand.nudge(0, -by);
    case "PageUp":
      return editor.hand.harder(HARDER);
    case "PageDown":
      return editor.hand.harder(-HARDER);
    default:
      return false;
  }
}
