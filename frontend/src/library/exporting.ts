/** Files of a song other than MIDI, from its menu: made if need be, and then they come by themselves. */
import type { Client } from "../api/client";
import { ApiError } from "../api/errors";
import { exported, exportUrl, KINDS, type Kind, recipeUrl } from "../api/exports";

const RECIPE = "recipe";

/** `complain` is told what went wrong; null when all is well again. */
export function watchExporting(
  root: HTMLElement,
  client: Client,
  complain: (cause: unknown) => void,
): void {
  // A menu is filled when it is first opened: a page of fifty songs stays light.
  root.addEventListener("toggle", (event) => offer(event.target as Element), { capture: true });
  // What is "Download" at the first press of two is "Stop" at the second.
  root.addEventListener("click", (event) => {
    if (event.detail > 1 && (event.target as Element).closest("[data-export] button")) {
      event.preventDefault();
    }
  });
  root.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-export]")) return;
    event.preventDefault();
    if (form.dataset.busy) form.dataset.busy = "stop";
    else void fetchOne(form, client).catch(complain);
  });
}

function offer(menu: Element): void {
  const form = menu.querySelector<HTMLFormElement>("form[data-export]");
  const select = form?.querySelector("select");
  if (!form?.hidden || !select) return;
  for (const [kind, name, what] of KINDS) select.add(new Option(`${name}: ${what}`, kind));
  select.add(new Option("Recipe: what was asked, as JSON", RECIPE));
  form.hidden = false;
}

async function fetchOne(form: HTMLFormElement, client: Client): Promise<void> {
  const song = form.dataset.export ?? "";
  const take = Number(form.dataset.take);
  const kind = form.querySelector("select")?.value ?? "";
  if (kind === RECIPE) return start(recipeUrl(song, take));
  const [button, told] = [form.querySelector("button"), form.querySelector("output")];
  const say = (words: string, label: string) => {
    if (told) told.value = words;
    if (button) button.textContent = label;
  };
  form.dataset.busy = "yes";
  say("Waits for its turn", "Stop");
  try {
    const made = await exported(client, song, take, kind as Kind, {
      progress: (bar, bars) => say(`Bar ${Math.min(bar + 1, bars)} of ${bars}`, "Stop"),
      stopped: () => form.dataset.busy === "stop",
    });
    if (made) start(exportUrl(song, take, kind));
    say(made ? "Here it is" : "Stopped", "Download");
  } catch (cause) {
    say(cause instanceof ApiError ? cause.message : "", "Download");
    throw cause;
  } finally {
    delete form.dataset.busy;
  }
}

function start(url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = "";
  link.click();
}
