/** Whether single keys are shortcuts: one may switch them off among one's preferences (WCAG 2.1.4). */

/** Whether a key may not act, because it is a single sign and those are switched off. */
export function switchedOff(event: KeyboardEvent): boolean {
  const single = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  return single && document.documentElement.dataset.keys === "off";
}
