/** The keys of the roll: tools, notes and undo. True where one was meant for it. */
import { placeWords } from "../roll/words";
import type { Score } from "../score/score";
import { sectionAt } from "../score/sections";
import type { Session } from "./session.svelte";

const OCTAVE = 12;
const HARDER = 5; // of 127 a press
const ZOOM = 1.25;

export function rollKey(event: KeyboardEvent, session: Session): boolean {
  if (!session.score) return false;
  if (event.ctrlKey || event.metaKey) return !event.altKey && command(event, session);
  return plain(event, session) || (session.editor.count > 0 && onNotes(event, session));
}

function command(event: KeyboardEvent, { editor }: Session): boolean {
  switch (event.key.toLowerCase()) {
    case "c":
      return editor.hand.copy();
    case "x":
      return editor.hand.cut();
    case "v":
      return editor.hand.paste();
    case "d":
      return editor.hand.duplicate();
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

function plain(event: KeyboardEvent, session: Session): boolean {
  const { editor, score } = session;
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
      editor.hand.quantise();
      return true;
    case "t":
      editor.listed = !editor.listed;
      return true;
    case "p":
      if (score) session.tell(whereabouts(session, score));
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

/** "Bar 9, beat 1, Chorus" */
function whereabouts({ sections, player }: Session, score: Score): string {
  const section = sectionAt(sections, player.tick);
  return placeWords(score, player.tick) + (section ? `, ${section.name}` : "");
}

/** Arrows move what is picked; without Alt on the grid, with Shift by octaves. */
function onNotes(event: KeyboardEvent, session: Session): boolean {
  const { editor } = session;
  switch (event.key) {
    case "ArrowLeft":
      return editor.hand.nudge(-1, 0, event.altKey);
    case "ArrowRight":
      return editor.hand.nudge(1, 0, event.altKey);
    case "ArrowUp":
      return event.altKey
        ? editor.hand.harder(HARDER)
        : editor.hand.nudge(0, event.shiftKey ? OCTAVE : 1);
    case "ArrowDown":
      return event.altKey
        ? editor.hand.harder(-HARDER)
        : editor.hand.nudge(0, event.shiftKey ? -OCTAVE : -1);
    case "[":
      return editor.hand.lengthen(-1);
    case "]":
      return editor.hand.lengthen(1);
    case "Delete":
    case "Backspace":
      return editor.hand.remove();
    case "Escape":
      editor.pick(new Set());
      return true;
    default:
      return false;
  }
}
