/** What the page remembers of a song's mixer: who plays alone, and who plays one of Tone's synths. */

import { SYNTHS, type SynthName } from "../audio/voice";
import { type Place, RECORDING } from "../editing/verb";

export interface Desk {
  readonly solos: readonly Place[];
  readonly synths: Readonly<Record<number, SynthName | undefined>>;
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const EMPTY: Desk = { solos: [], synths: {} };
const keyOf = (song: string) => `cadenza:desk:${song}`;

/** Nothing chosen where nothing, or nothing that can be read, is kept. */
export function readDesk(song: string, store: Store): Desk {
  const kept = song && store.getItem(keyOf(song));
  if (!kept) return EMPTY;
  try {
    const { solos, synths } = JSON.parse(kept) as Partial<Desk>;
    const known = Object.entries(synths ?? {}).filter(([, id]) => SYNTHS.some((s) => s.id === id));
    return {
      solos: (solos ?? []).filter((solo) => solo === RECORDING || Number.isInteger(solo)),
      synths: Object.fromEntries(known),
    };
  } catch {
    return EMPTY; // written by another version of this page
  }
}

export function isChosen({ solos, synths }: Desk): boolean {
  return solos.length > 0 || Object.values(synths).some(Boolean);
}

export function writeDesk(song: string, desk: Desk, store: Store): void {
  if (!song) return; // a piece that is not in the library yet
  if (isChosen(desk)) store.setItem(keyOf(song), JSON.stringify(desk));
  else store.removeItem(keyOf(song));
}
