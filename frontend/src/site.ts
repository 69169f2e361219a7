/** The little that every page needs: what went wrong takes the focus, and menus close like menus. */
document.querySelector<HTMLElement>("[data-focus]")?.focus();

for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu]")) {
  document.addEventListener("pointerdown", (press) => {
    if (press.target instanceof Node && !menu.contains(press.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
