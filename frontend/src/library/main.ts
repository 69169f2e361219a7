/** The library, livelier: plays, filters and changes in place; without it all is links and forms. */
import { Client } from "../api/client";
import { ApiError } from "../api/errors";
import { watchExporting } from "./exporting";
import { watchFilters } from "./filters";
import { watchGrowing } from "./growing";
import { watchKeys } from "./keys";
import { Listening } from "./listening";
import { drawOpenings } from "./openings";
import { stop, watchSelecting } from "./selecting";
import { Shelf } from "./shelf";

const find = <T extends HTMLElement>(selector: string) => document.querySelector<T>(selector);
const client = new Client(find<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "");
const root = find("[data-shelf]");
const error = find("[data-error]");

function complain(cause: unknown): void {
  if (!error) return;
  const known = cause instanceof ApiError;
  error.textContent = known
    ? `${cause.message} ${cause.cure}`
    : "That did not work. Reload the page.";
  error.hidden = false;
  if (!known) reportError(cause);
}

/** Closes the menus that `except` is not in; false if none was open. */
function closeMenus(except?: Node): boolean {
  let closed = false;
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (except && menu.contains(except)) continue;
    const within = menu.contains(document.activeElement);
    menu.open = false;
    if (within) menu.querySelector("summary")?.focus();
    closed = true;
  }
  return closed;
}

if (root) {
  const listening = new Listening(client, complain);
  let letGo = () => {};
  let forget = () => {};
  const shelf = new Shelf(root, { changed: arrive, failed: complain });

  /** Everything that hangs on the rows of the page that is shown. */
  function arrive(): void {
    if (!root) return;
    letGo();
    forget();
    if (error) error.hidden = true;
    forget = drawOpenings(root);
    listening.show();
    letGo = watchGrowing(root, client, { ended: () => void shelf.reload(), failed: complain });
    const said = find("[data-status]");
    if (said) said.textContent = find("[data-testid=count]")?.textContent ?? "";
  }

  watchExporting(root, client, complain);
  watchFilters(root);
  watchSelecting(root);
  watchKeys(root, {
    play: (row) =>
      listening.toggle(row.dataset.song ?? "", row.querySelector(".song-title")?.textContent ?? ""),
    leave: () => {
      if (closeMenus()) return true;
      if (!root.hasAttribute("data-selecting")) return false;
      stop(root);
      return true;
    },
  });
  document.addEventListener("pointerdown", (event) => closeMenus(event.target as Node));
  arrive();
}
