/** The library's keys: / searches, arrows go from song to song, Space plays; none while typing. */

import { isSilenced } from "../lib/shortcuts";

const TYPING = "input:not([type=checkbox]):not([type=range]), textarea, select";

export interface KeyDeeds {
  play(row: HTMLElement): void;
  /** Closes what is open; false if nothing was. */
  leave(): boolean;
}

export function watchKeys(root: HTMLElement, deeds: KeyDeeds): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (event.key === "Escape") {
      if (deeds.leave()) event.preventDefault();
      return;
    }
    if (isSilenced(event) || target?.closest(TYPING) || target?.closest("dialog")) return;
    if (act(event.key, root, target, deeds)) event.preventDefault();
  });
}

function act(key: string, root: HTMLElement, target: Element | null, deeds: KeyDeeds): boolean {
  if (key === "/") return focus(root.querySelector<HTMLElement>("[data-search]"));
  const row = target?.closest<HTMLElement>("[data-song]") ?? null;
  if (key === "ArrowDown" || key === "ArrowUp") {
    const free = row || target === document.body;
    return Boolean(free) && walk(root, row, key === "ArrowDown" ? 1 : -1);
  }
  return row && target?.matches("a.song-title") ? onRow(key, row, deeds) : false;
}

/** From a row to the one below or above; from none, to the first or the last. */
function walk(root: HTMLElement, row: HTMLElement | null, step: 1 | -1): boolean {
  const rows = [...root.querySelectorAll<HTMLElement>("[data-song]")];
  const next = row ? rows[rows.indexOf(row) + step] : rows.at(step > 0 ? 0 : -1);
  return focus(next?.querySelector<HTMLElement>("a.song-title"));
}

function onRow(key: string, row: HTMLElement, deeds: KeyDeeds): boolean {
  const press = (testId: string) =>
    row.querySelector<HTMLElement>(`[data-testid=${testId}]`)?.click();
  if (key === " ") deeds.play(row);
  else if (key === "s" || key === "S") press("favourite");
  else if (key === "Delete") press("delete");
  else if (key === "F2") rename(row);
  else return false;
  return true;
}

function rename(row: HTMLElement): void {
  const menu = row.querySelector<HTMLDetailsElement>("details.menu");
  if (menu) menu.open = true;
  row.querySelector<HTMLInputElement>("[data-testid=title]")?.select();
}

function focus(element: HTMLElement | null | undefined): boolean {
  element?.focus();
  return Boolean(element);
}
