/** Copying a link, and the phone's own way to share one. */

const told = (text: string) => {
  const place = document.querySelector("[data-status]");
  if (place) place.textContent = text;
};

/** Where the clipboard is shut (a page without https), the text is marked for the hand to copy. */
async function copy(field: HTMLInputElement | HTMLTextAreaElement): Promise<boolean> {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}

export function wakeCopying(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    const field = document.getElementById(button.dataset.copy ?? "");
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
    const label = button.textContent ?? "";
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copy(field);
      button.textContent = done ? "Copied" : label;
      told(done ? "Copied." : "The text is marked: copy it by hand.");
    });
  }
}

/** Shows the share button where the device has a sheet for it. */
export function wakeSharing(): void {
  const button = document.querySelector<HTMLButtonElement>("button[data-share]");
  if (!button || !navigator.share) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const { url = location.href, title = document.title } = button.dataset;
    navigator.share({ url, title }).catch((cause: unknown) => {
      if (!(cause instanceof DOMException && cause.name === "AbortError")) reportError(cause);
    });
  });
}
