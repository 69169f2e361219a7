/** Keys of one character, which a person can switch off: a voice control or a slip sets them off. */
import type { Session } from "./session.svelte";

/** Whether this press is a single key and those are switched off; Ctrl, arrows and Delete go on. */
export function isSilenced(event: KeyboardEvent, session: Session): boolean {
  const single = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
  return single && !session.bootstrap.preferences.keys;
}
