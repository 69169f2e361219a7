/** What a press, a drag and its release come to; one gesture a file. */
import type { Note } from "../../score/score";
import type { NotesEdit } from "../changes";
import type { Snap } from "../grid";
import type { Hit, Sight } from "../hit";
import type { Picked } from "../picked";
import type { Beside, Part } from "../together";

export type Tool = "draw" | "select" | "split";

/** A place on the canvas, with the keys that are held. */
export interface Pointer {
  readonly x: number;
  readonly y: number;
  readonly shift: boolean;
  /** Off the grid. */
  readonly alt: boolean;
  readonly ctrl: boolean;
}

/** What a gesture works on, as it stands when the pointer goes down. */
export interface Desk extends Sight {
  readonly picked: Picked;
  /** What is picked of other players, and who they are: a box picks of these as well. */
  readonly beside: Beside;
  readonly company: ReadonlySet<number>;
  readonly tool: Tool;
  readonly snap: Snap;
  /** Whether there is a list to write into; else a press anywhere is one on the ruler. */
  readonly editable: boolean;
  /** Whether bars can be selected: in takes. */
  readonly selectable: boolean;
  /** Where the loop begins and ends, in ticks; null where there is none. */
  readonly loop: readonly [number, number] | null;
  /** Ticks of the last note that was drawn; 0 for one unit of the grid. */
  readonly lastLength: number;
}

/** What is shown while the pointer is down. */
export interface Preview {
  /** Notes as they would be, of the focused track; those in `hidden` are not drawn. */
  readonly ghosts?: readonly Note[];
  readonly hidden?: Picked;
  /** The same of players beside the focused one. */
  readonly others?: readonly Part[];
  readonly gone?: Beside;
  readonly box?: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  /** Selected bars, from 1. */
  readonly bars?: readonly [first: number, last: number];
  /** The loop in ticks. */
  readonly loop?: readonly [from: number, to: number];
}

/** What is done when it ends. */
export interface Outcome {
  readonly edit?: NotesEdit | null;
  readonly picked?: Picked;
  /** The same of players beside the focused one; without it, nothing of theirs stays picked. */
  readonly edits?: readonly NotesEdit[];
  readonly beside?: Beside;
  readonly focus?: number;
  readonly seek?: number;
  /** null lets the bars go. */
  readonly bars?: readonly [first: number, last: number] | null;
  readonly loop?: readonly [from: number, to: number];
  readonly length?: number;
}

export interface Gesture {
  move(to: Pointer): Preview;
  end(to: Pointer): Outcome;
  /** A pitch of the focused track to sound while it goes on. */
  readonly sounding?: { readonly pitch: number; readonly touch: number };
}

export const FAR = 4; // pixels before a press becomes a drag

export const isFar = (from: Pointer, to: Pointer) =>
  Math.hypot(to.x - from.x, to.y - from.y) >= FAR;

export type Begin = (desk: Desk, hit: Hit, from: Pointer) => Gesture;
