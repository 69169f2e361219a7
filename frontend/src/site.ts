/** The little that form pages need: what went wrong takes the focus. */
document.querySelector<HTMLElement>("[data-focus]")?.focus();
