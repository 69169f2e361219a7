/** Filters that act as soon as they are set, and a tempo range that shows what it takes in. */

const REST_MS = 250; // after the last letter typed

/** Keeps the two ends of the range in order: the one that was moved pushes the other. */
export function ordered(slow: number, fast: number, moved: "from" | "to"): [number, number] {
  if (slow <= fast) return [slow, fast];
  return moved === "from" ? [slow, slow] : [fast, fast];
}

export function watchFilters(root: HTMLElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const send = () => root.querySelector<HTMLFormElement>("[data-filters]")?.requestSubmit();
  root.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement)) return;
    if (field.matches("[data-search]")) {
      clearTimeout(timer);
      timer = setTimeout(send, REST_MS);
    } else if (field.type === "range") {
      drawTempo(root, field.name === "from" ? "from" : "to");
    }
  });
  root.addEventListener("change", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement)) return;
    if (
      field.type === "range" ||
      (field.type === "checkbox" && field.form?.matches("[data-filters]"))
    ) {
      clearTimeout(timer);
      send();
    }
  });
}

function drawTempo(root: HTMLElement, moved: "from" | "to"): void {
  const box = root.querySelector("[data-tempo]");
  const from = box?.querySelector<HTMLInputElement>("[name=from]");
  const to = box?.querySelector<HTMLInputElement>("[name=to]");
  if (!box || !from || !to) return;
  const [slow, fast] = ordered(Number(from.value), Number(to.value), moved);
  from.value = String(slow);
  to.value = String(fast);
  for (const [name, value] of [
    ["slowest", slow],
    ["fastest", fast],
  ] as const) {
    const said = box.querySelector(`[data-${name}]`);
    if (said) said.textContent = String(value);
  }
  for (const bar of box.querySelectorAll<SVGRectElement>("[data-from]")) {
    const middle = Number(bar.dataset.from) + 5;
    bar.setAttribute("class", middle >= slow && middle <= fast ? "tempo-in" : "tempo-out");
  }
}
