/** Where a take's edit list is kept: at the server, and in this browser while that is away. */
import type { Named } from "../score/score";
import type { Edit } from "./edit";

interface Listed {
  readonly revision: number;
  readonly edits: readonly Edit[];
}

export interface Held extends Listed {
  /** What the server hears with the edits. */
  readonly chords: Named;
}

/**
 * Where the list lives: the server. Throws what has a `status`: 0 unreachable, 404 not there any more,
 * 412 stale, 422 refused.
 */
export interface Shelf {
  load(): Promise<Held>;
  /** Saves over `revision`; returns what is held then. */
  save(edits: readonly Edit[], revision: number): Promise<Held>;
}

/** What was not sent yet: the list, what it was made over, and how many of its steps were saved. */
export interface Unsent extends Listed {
  readonly saved: number;
}

/** Where a list waits while the server cannot be reached, also after a reload. */
export interface Drawer {
  read(): Unsent | null;
  write(unsent: Unsent | null): void;
}

/** Why a list is kept here for now: no server, signed out, its song or take deleted, or it cannot be taken in. */
export type Away = "offline" | "out" | "gone" | "failing";
const AWAY: ReadonlySet<string> = new Set<Away>(["offline", "out", "gone", "failing"]);
/** kept: the server has it · sending · waiting: soon · away. */
export type State = "kept" | "waiting" | "sending" | Away;

export function isAway(state: State): state is Away {
  return AWAY.has(state);
}
