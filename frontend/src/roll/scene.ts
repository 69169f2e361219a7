/** All that a drawing of the roll depends on. */
import type { Note, Score } from "../score/score";
import type { Colours } from "./colours";
import type { View } from "./geometry";
import type { Preview } from "./gestures/gesture";
import type { Layout } from "./layout";
import type { Picked } from "./picked";
import type { Tag } from "./tags";
import type { Beside } from "./together";

export interface TrackPaint {
  readonly colour: string;
  readonly striped: boolean;
  readonly muted: boolean;
}

export interface Scene {
  readonly score: Score;
  readonly view: View;
  readonly layout: Layout;
  readonly colours: Colours;
  readonly tracks: readonly TrackPaint[];
  /** The track that is worked on: drawn at full height, on top. */
  readonly focus: number;
  readonly kept: ReadonlySet<Note>;
  /** The tick up to which the music is written; beyond it bars are only ruled. */
  readonly written: number;
  /** Start and end of the selected bars, in ticks. */
  readonly selected: readonly [number, number] | null;
  /** The names of sections that stand on the ruler, over it. */
  readonly tags: readonly Tag[];
  /** The loop in ticks, and whether it runs; null where there never was one. */
  readonly loop: { readonly span: readonly [number, number]; readonly on: boolean } | null;
  readonly picked: Picked;
  readonly beside: Beside;
  readonly preview: Preview;
  /** Draws the lead-sheet staff, once that is here. */
  readonly staff: StaffPainter | null;
}

/** Draws what falls into a view (a tile or the whole) and the clef before it. */
export interface StaffPainter {
  paint(pen: Pen, scene: Scene): void;
  clef(pen: Pen, scene: Scene): void;
}

export type Pen = CanvasRenderingContext2D;

export const UI = '"Instrument Sans Variable", Arial, sans-serif';
export const DISPLAY = '"Besley Variable", Georgia, serif';
