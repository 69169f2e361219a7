/** Selecting several songs: a box in every row, ranges with Shift, and how many there are. */

export function watchSelecting(root: HTMLElement): void {
  let last: HTMLInputElement | null = null;

  function pick(box: HTMLInputElement, range: boolean): void {
    const all = [...root.querySelectorAll<HTMLInputElement>("[data-pick]")];
    for (const other of range && last ? between(all, last, box) : []) other.checked = box.checked;
    last = box;
    count(root);
  }

  root.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("[data-select]")) start(root);
    else if (target?.closest("[data-done]")) stop(root);
    else if (target instanceof HTMLInputElement && target.matches("[data-pick]")) {
      pick(target, event.shiftKey);
    }
  });
}

/** The items from one to another, both included, whichever comes first. */
export function between<T>(all: readonly T[], one: T, other: T): T[] {
  const [from, to] = [all.indexOf(one), all.indexOf(other)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return from < 0 ? [] : all.slice(from, to + 1);
}

function start(root: HTMLElement): void {
  root.toggleAttribute("data-selecting", true);
  root.querySelector<HTMLElement>("[data-pick]")?.focus();
  count(root);
}

export function stop(root: HTMLElement): void {
  root.removeAttribute("data-selecting");
  for (const pick of root.querySelectorAll<HTMLInputElement>("[data-pick]")) pick.checked = false;
  root.querySelector<HTMLElement>("[data-select]")?.focus();
}

function count(root: HTMLElement): void {
  const chosen = root.querySelectorAll("[data-pick]:checked").length;
  const said = root.querySelector("[data-count]");
  if (said) said.textContent = chosen === 1 ? "1 song" : `${chosen || "No"} songs`;
}
