/** Turns the library's links and forms into changes of the page in place, so that music plays on. */
import { errorFrom } from "../api/errors";
import { Turns } from "./turns";

const HERE = /^\/library(\/bin)?$/;

export interface ShelfEvents {
  /** The page shows something else now. */
  changed(): void;
  failed(cause: unknown): void;
}

/** Whether an address is a list of the library, which can be shown in place. */
export function isList(url: URL, origin: string): boolean {
  return url.origin === origin && HERE.test(url.pathname);
}

/** The address that a form with these fields asks for; empty fields and plain bounds are left out. */
export function addressOf(action: string, fields: FormData): string {
  const query = new URLSearchParams();
  for (const [name, value] of fields) {
    const text = String(value).trim();
    const open = (name === "from" && text === "40") || (name === "to" && text === "240");
    if (text && !open) query.append(name, text);
  }
  const said = query.toString();
  return said ? `${action}?${said}` : action;
}

/** How to find an element again in the page that comes. */
export function pathTo(element: Element | null): string | null {
  if (!element || element === document.body) return null;
  if (element.id) return `#${CSS.escape(element.id)}`;
  const row = element.closest<HTMLElement>("[data-song]");
  const own = element.getAttribute("data-testid");
  if (row) {
    const inside = own
      ? `[data-testid="${own}"]`
      : element.matches("[data-play]")
        ? "[data-play]"
        : "a.song-title";
    return `[data-song="${row.dataset.song}"] ${inside}`;
  }
  const name = element.getAttribute("name");
  const value = element.getAttribute("value");
  if (name && element.matches("[type=checkbox]")) {
    return `[name="${name}"][value="${CSS.escape(value ?? "")}"]`;
  }
  return name ? `[name="${name}"]` : own ? `[data-testid="${own}"]` : null;
}

export class Shelf {
  private readonly turns = new Turns();
  private asked = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly events: ShelfEvents,
  ) {
    root.addEventListener("click", (event) => this.click(event));
    root.addEventListener("submit", (event) => this.submit(event));
    addEventListener("popstate", () => this.show(location.href, false));
  }

  /** The same list again, as it is now. */
  reload(): Promise<void> {
    return this.show(location.href, false);
  }

  /** Shows the list at `url`. */
  show(url: string, remember = true): Promise<void> {
    return this.turns.look((signal) => this.ask(url, { signal }, remember));
  }

  /** Asks for a list, or for what a form that is sent leads back to, and shows it. */
  private async ask(url: string, init: RequestInit, remember: boolean): Promise<void> {
    this.asked += 1;
    this.root.toggleAttribute("data-busy", true);
    try {
      const response = await fetch(url, { ...init, credentials: "same-origin" });
      if (init.method && !response.ok) throw await errorFrom(response);
      const at = new URL(response.url);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const main = page.querySelector("main[data-shelf]");
      if (!isList(at, location.origin) || !main) {
        location.assign(response.ok ? response.url : url); // signed out, or a page that says why
        return;
      }
      this.put(page, main);
      at.searchParams.delete("gone"); // offered once, not again on a reload
      if (remember) history.pushState(null, "", at);
      this.events.changed();
    } catch (cause) {
      if (!init.signal?.aborted) this.events.failed(cause);
    } finally {
      this.asked -= 1;
      this.root.toggleAttribute("data-busy", this.asked > 0);
    }
  }

  private put(page: Document, main: Element): void {
    const focused = pathTo(document.activeElement);
    const field = document.activeElement;
    const caret =
      field instanceof HTMLInputElement && field.type === "search" ? field.selectionStart : null;
    const typed = caret === null ? "" : (field as HTMLInputElement).value;
    const open = this.root.querySelector<HTMLInputElement>("#filters-open")?.checked ?? false;
    this.root.replaceChildren(...main.childNodes);
    document.querySelector(".flashes")?.remove();
    const flashes = page.querySelector(".flashes");
    if (flashes) this.root.before(flashes);
    document.title = page.title;
    const toggle = this.root.querySelector<HTMLInputElement>("#filters-open");
    if (toggle) toggle.checked = open;
    const again = focused ? document.querySelector<HTMLElement>(focused) : null;
    again?.focus({ preventScroll: true });
    if (caret !== null && again instanceof HTMLInputElement) {
      again.value = typed; // what was typed meanwhile
      again.setSelectionRange(caret, caret);
    }
  }

  private click(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (
      !link ||
      event.defaultPrevented ||
      event.button ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey
    )
      return;
    if (link.hasAttribute("download") || !isList(new URL(link.href), location.origin)) return;
    event.preventDefault();
    void this.show(link.href).then(() => scrollTo({ top: 0 }));
  }

  private submit(event: SubmitEvent): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    const press = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
    if (press?.value === "zip") return; // a download leaves the page as it is
    const fields = new FormData(form, press);
    if (form.matches("[data-filters]")) {
      event.preventDefault();
      void this.show(addressOf(form.action, fields));
    } else if (form.matches("[data-form]")) {
      event.preventDefault();
      this.root.removeAttribute("data-selecting");
      const body = new URLSearchParams([...fields].map(([name, value]) => [name, String(value)]));
      const send = () => this.ask(form.action, { method: "POST", body }, false);
      void this.turns.deed(`${form.action}?${body}`, send);
    }
  }
}
