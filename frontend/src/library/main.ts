/** The library's play buttons, openings and delete dialog; without it the page still renames and deletes. */
import { ApiError, Client } from "../api/client";
import { Player } from "../audio/player";
import type { PlayState } from "../audio/scheduler";
import { readColours } from "../roll/colours";
import { paintWave, peak, Tape } from "../roll/wave";
import { clock } from "../studio/report";
import { drawOpenings } from "./openings";

const find = <T extends HTMLElement>(selector: string) => document.querySelector<T>(selector);
const token = find<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
const client = new Client(token);
const bar = find("[data-now]");
const wave = find<HTMLCanvasElement>("[data-now-wave]");
const level = find("[data-now-level]");
const time = find("[data-now-time]");
const error = find("[data-error]");
const tape = new Tape();
let current: HTMLElement | null = null;

const player = new Player({ state: show, font: () => {} });

function show(state: PlayState): void {
  const sounding = state !== "standing";
  for (const row of document.querySelectorAll<HTMLElement>("[data-song]")) {
    const here = row === current;
    row.toggleAttribute("data-sounding", here);
    const button = row.querySelector("[data-play]");
    button?.setAttribute("aria-pressed", String(here && sounding));
  }
  const button = find("[data-now-play]");
  button?.setAttribute("aria-pressed", String(sounding));
  button?.setAttribute("aria-label", sounding ? "Pause" : "Play");
}

function complain(cause: unknown): void {
  if (!error) return;
  const known = cause instanceof ApiError;
  error.textContent = known
    ? `${cause.message} ${cause.cure}`
    : "This song could not be played. Reload the page.";
  error.hidden = false;
  if (!known) reportError(cause);
}

async function press(row: HTMLElement): Promise<void> {
  await player.wake();
  if (row === current) {
    if (player.state === "standing") player.play();
    else player.pause();
    return;
  }
  const id = row.dataset.song ?? "";
  const score = await client.score(id);
  current = row;
  player.load(score);
  player.play();
  if (bar) bar.hidden = false;
  const title = find("[data-now-title]");
  if (title) title.textContent = row.querySelector(".song-title")?.textContent ?? "";
  find("[data-now-open]")?.setAttribute("href", `/studio/${id}`);
  show(player.state);
}

for (const row of document.querySelectorAll<HTMLElement>("[data-song]")) {
  const button = row.querySelector<HTMLButtonElement>("[data-play]");
  if (!button) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (error) error.hidden = true;
    press(row).catch(complain);
  });
}
find("[data-now-play]")?.addEventListener("click", () => {
  if (current) press(current).catch(complain);
});

const dialog = find<HTMLDialogElement>("#delete-dialog");
for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-delete]")) {
  link.addEventListener("click", (event) => {
    const form = dialog?.querySelector("form");
    const name = dialog?.querySelector("[data-name]");
    if (!dialog || !form || !name) return; // the link leads to a page that asks
    event.preventDefault();
    form.action = link.href;
    name.textContent = link.dataset.title ?? "";
    dialog.showModal();
  });
}
dialog?.querySelector("[data-keep]")?.addEventListener("click", () => dialog.close());

// One menu at a time; Escape or a press elsewhere closes it.
const menus = [...document.querySelectorAll<HTMLDetailsElement>("details.menu")];
const closeMenus = (except?: Node) => {
  for (const menu of menus) if (!except || !menu.contains(except)) menu.open = false;
};
document.addEventListener("pointerdown", (event) => {
  // A press in the dialog leaves its menu open: the focus comes back to it.
  if (!dialog?.open) closeMenus(event.target as Node);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !dialog?.open) closeMenus();
});

function frame(): void {
  if (wave && bar && !bar.hidden) {
    if (player.state === "playing") tape.push(peak(player.wave), performance.now() / 1000);
    paintWave(wave, tape, readColours(wave).ink2);
    level?.setAttribute("data-level", player.level.toFixed(4));
    if (time)
      time.textContent = `${clock(player.secondsAt(player.tick))} of ${clock(player.seconds)}`;
  }
  requestAnimationFrame(frame);
}

drawOpenings(document);
requestAnimationFrame(frame);
