/** The studio's keys; none of them fires while something is being typed or turned. */

import { isSilenced } from "../lib/shortcuts";
import { endTick, step } from "../score/bars";
import { barsSaid, sectionBeside } from "../score/sections";
import { reworking } from "./orders";
import { rollKey } from "./rollKeys";
import type { Session } from "./session.svelte";
import { ticksOf } from "./stand";

const TAKES = 2; // written by a key

/** Fields, sliders and buttons use these keys themselves. */
const OWN_KEYS = "input, select, textarea, [contenteditable], [role=slider], dialog";

export function handleKey(event: KeyboardEvent, session: Session): void {
  if (event.defaultPrevented) return;
  if (isSilenced(event)) return;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(OWN_KEYS)) return;
  if (rollKey(event, session)) {
    event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === " " && target?.closest("button, a, summary")) return;
  if (act(event, session)) event.preventDefault();
}

/** The section before or the next. */
function toSection(session: Session, direction: -1 | 1): boolean {
  const { score, sections, player } = session;
  const found = score && sectionBeside(score, sections, player.tick, direction);
  if (!found) return false;
  player.seek(found.start);
  session.tell(`${found.name}, ${barsSaid(found)}`);
  return true;
}

/** 0 is the original, 1 to 8 the takes. */
function digit(key: string, session: Session): boolean {
  if (!/^[0-8]$/.test(key)) return false;
  session.hear(Number(key));
  return true;
}

function act(event: KeyboardEvent, session: Session): boolean {
  const { player, score } = session;
  if (!score) return false;
  const unit = event.shiftKey ? "bar" : "beat";
  switch (event.key) {
    case " ":
      void session.toggle();
      return true;
    case "Home":
      player.seek(0);
      return true;
    case "End":
      player.seek(endTick(score));
      return true;
    case "ArrowLeft":
      player.seek(step(score, player.tick, -1, unit));
      return true;
    case "ArrowRight":
      player.seek(step(score, player.tick, 1, unit));
      return true;
    case "PageUp":
      return toSection(session, -1);
    case "PageDown":
      return toSection(session, 1);
    case ",":
      session.setSpeed(session.speed - 5);
      return true;
    case ".":
      session.setSpeed(session.speed + 5);
      return true;
    case "l":
    case "L":
      session.deck.toggle(score, ticksOf(score, session.selection));
      return true;
    case "c":
    case "C":
      session.deck.setMetronome(!session.deck.metronome);
      return true;
    case "r":
    case "R":
      session.midi.press();
      return true;
    case "m":
    case "M":
      session.mixer.toggle(session.editor.focus, "muted");
      return true;
    case "s":
    case "S":
      session.mixer.toggle(session.editor.focus, "solo");
      return true;
    case "x":
    case "X":
      session.cross();
      return true;
    case "g":
    case "G":
      if (session.take && !session.busy) session.select();
      return true;
    case "n":
    case "N":
      void session.writer.write(reworking(session, "continue", TAKES, null));
      return true;
    case "h":
    case "H":
      void session.writer.write(reworking(session, "harmonise", TAKES, null));
      return true;
    case "k":
    case "K":
      void session.keep();
      return true;
    case "Escape":
      session.selection = null;
      return true;
    default:
      return digit(event.key, session);
  }
}
