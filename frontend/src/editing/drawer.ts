/** Keeps unsent edits in this browser, one drawer a take. */
import type { Drawer, Unsent } from "./shelf";

type Storage = Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem">;

const keyOf = (song: string, take: number) => `cadenza.edits.${song}.${take}`;

export function drawerOf(song: string, take: number, storage: Storage): Drawer {
  const key = keyOf(song, take);
  return {
    read() {
      const text = storage.getItem(key);
      return text ? readUnsent(text) : null;
    },
    write(unsent) {
      try {
        if (unsent) storage.setItem(key, JSON.stringify(unsent));
        else storage.removeItem(key);
      } catch (cause) {
        reportError(cause); // full or forbidden: the page still holds the edits, and sends them
      }
    },
  };
}

/** What was kept, if it is of our making. */
function readUnsent(text: string): Unsent | null {
  try {
    const kept = JSON.parse(text) as Partial<Unsent>;
    const good =
      Array.isArray(kept.edits) && Number.isInteger(kept.revision) && Number.isInteger(kept.saved);
    return good ? (kept as Unsent) : null;
  } catch {
    return null; // cut off while it was written
  }
}
