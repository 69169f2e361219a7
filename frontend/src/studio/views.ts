/** What the stage can show; a view is fetched only when it is first looked at. */
import type { Component } from "svelte";
import type { Session, ViewId } from "./session.svelte";

/** A view draws while `moving`; it stands still behind "Show motion" for who asked for less of it. */
export type ViewComponent = Component<{ session: Session; moving: boolean }>;

export interface View {
  readonly id: ViewId;
  readonly label: string;
  /** null: the stage draws it itself. */
  readonly load: (() => Promise<{ default: ViewComponent }>) | null;
  /** Nothing in it moves by itself: it asks nobody whether it may. */
  readonly still?: boolean;
}

export const VIEWS: readonly View[] = [
  { id: "roll", label: "Roll", load: null },
  { id: "score", label: "Score", load: () => import("./ScoreView.svelte"), still: true },
  { id: "falling", label: "Falling", load: () => import("./FallingView.svelte") },
  { id: "spectrum", label: "Spectrum", load: () => import("./SpectrumView.svelte") },
];
