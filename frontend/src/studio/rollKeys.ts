/** The keys of the roll: tools, notes and undo. True where one was meant for it. */
import type { Session } from "./session.svelte";

const OCTAVE = 12;
const HARDER = 5; // of 127 a press
const ZOOM = 1.25;

export function rollKey(event: KeyboardEvent, session: Session): boolean {
  if (!session.score) return false;
  if (event.ctrlKey || event.metaKey) return !event.altKey && command(event, session);
  return plain(event, session) || (session.editor.picked.size > 0 && onNotes(event, session));
}

function command(event: KeyboardEvent, { editor }: Session): boolean {
  switch (event.key.toLowerCase()) {
    case "c":
      return editor.copy();
    case "x":
      return editor.cut();
    case "v":
      return editor.paste();
    case "d":
      return editor.duplicate();
    case "a":
      editor.pickAll();
      return true;
    case "z":
      if (event.shiftKey) editor.redo();
      else editor.undo();
      return true;
    case "y":
      editor.redo();
      return true;
    default:
      return false;
  }
}

function plain(event: KeyboardEvent, { editor }: Session): boolean {
  switch (event.key.toLowerCase()) {
    case "d":
      editor.tool = "draw";
      return true;
    case "v":
      editor.tool = "select";
      return true;
    case "b":
      editor.tool = "split";
      return true;
    case "q":
      editor.quantise();
      return true;
    case "t":
      editor.listed = !editor.listed;
      return true;
    case "?":
      editor.helped = true;
      return true;
    case "+":
    case "=":
      editor.viewer.zoom(event.altKey ? 1 : ZOOM, event.altKey ? ZOOM : 1);
      return true;
    case "-":
    case "−":
      editor.viewer.zoom(event.altKey ? 1 : 1 / ZOOM, event.altKey ? 1 / ZOOM : 1);
      return true;
    default:
      return false;
  }
}

/** Arrows move what is picked; without Alt on the grid, with Shift by octaves. */
function onNotes(event: KeyboardEvent, session: Session): boolean {
  const { editor } = session;
  switch (event.key) {
    case "ArrowLeft":
      return editor.nudge(-1, 0, event.altKey);
    case "ArrowRight":
      return editor.nudge(1, 0, event.altKey);
    case "ArrowUp":
      return event.altKey ? editor.harder(HARDER) : editor.nudge(0, event.shiftKey ? OCTAVE : 1);
    case "ArrowDown":
      return event.altKey ? editor.harder(-HARDER) : editor.nudge(0, event.shiftKey ? -OCTAVE : -1);
    case "[":
      return editor.lengthen(-1);
    case "]":
      return editor.lengthen(1);
    case "Delete":
    case "Backspace":
      return editor.remove();
    case "Escape":
      editor.pick(new Set());
      return true;
    default:
      return false;
  }
}
