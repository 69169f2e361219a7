/** Keys of one character, which a person can switch off: a voice control or a slip sets them off (WCAG 2.1.4). */

/** Whether this press is a single key and those are switched off; Ctrl, arrows and Delete go on. */
export function isSilenced(event: KeyboardEvent): boolean {
  const single = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
  return single && document.documentElement.dataset.keys === "off";
}
