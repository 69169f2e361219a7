/** Play buttons of a list of pieces, all on one desk. */
import type { Player } from "../audio/player";
import type { Desk } from "./desk";
import { complain, meter, pieces } from "./page";

/** Wakes every `[data-play]` button of the page; without scripts they stay hidden. */
export function wakeRows(desk: Desk): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-play]")) {
    const key = button.dataset.play ?? "";
    const title = button.getAttribute("aria-label")?.replace(/^Play /, "") ?? "";
    const item = {
      key,
      score: () => pieces.score(key),
      show(sounding: boolean) {
        button.setAttribute("aria-pressed", String(sounding));
        button.setAttribute("aria-label", `${sounding ? "Pause" : "Play"} ${title}`);
      },
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      complain(null);
      desk.press(item).catch(complain);
    });
  }
}

/** Keeps the meter moving. */
export function runMeter(player: Player): void {
  const frame = () => {
    meter(player);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
