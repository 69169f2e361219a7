/** Keys on the grid of notes: arrows walk, Alt and an arrow edit the note where one stands. */
import type { Session } from "./session.svelte";

const PAGE = 8; // notes
const OCTAVE = 12;
const HARDER = 5;

/** True where the key was meant for the grid. */
export function gridKey(event: KeyboardEvent, { editor }: Session): boolean {
  if (event.ctrlKey || event.metaKey) return false;
  if (event.altKey) return editor.takeCursor() && edited(event, editor);
  switch (event.key) {
    case "ArrowLeft":
      return editor.walk(-1);
    case "ArrowRight":
      return editor.walk(1);
    case "PageUp":
      return editor.walk(-PAGE);
    case "PageDown":
      return editor.walk(PAGE);
    case "Home":
      return editor.walk(Number.NEGATIVE_INFINITY);
    case "End":
      return editor.walk(Number.POSITIVE_INFINITY);
    case "ArrowUp":
      return editor.stride(-1);
    case "ArrowDown":
      return editor.stride(1);
    case "Enter":
      if (event.shiftKey) editor.insert();
      else editor.toggleCursor();
      return true;
    case "[":
      return editor.takeCursor() && editor.lengthen(-1);
    case "]":
      return editor.takeCursor() && editor.lengthen(1);
    case "Delete":
    case "Backspace":
      return editor.takeCursor() && editor.remove();
    default:
      return false;
  }
}

function edited(event: KeyboardEvent, editor: Session["editor"]): boolean {
  const by = event.shiftKey ? OCTAVE : 1;
  switch (event.key) {
    case "ArrowLeft":
      return editor.nudge(-1, 0, event.shiftKey);
    case "ArrowRight":
      return editor.nudge(1, 0, event.shiftKey);
    case "ArrowUp":
      return editor.nudge(0, by);
    case "ArrowDown":
      return editor.nudge(0, -by);
    case "PageUp":
      return editor.harder(HARDER);
    case "PageDown":
      return editor.harder(-HARDER);
    default:
      return false;
  }
}
