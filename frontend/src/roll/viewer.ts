/** Looks at the music through a camera: follows it while it plays, until a hand moves the view. */
import type { Score } from "../score/score";
import {
  type Box,
  type Camera,
  type Extent,
  extentOf,
  HOME,
  lastStart,
  panned,
  revealed,
  revealedPitch,
  viewOf,
  zoomed,
} from "./camera";
import { follow, type View } from "./geometry";

const EMPTY: Extent = { length: 1, barTicks: 1, low: 48, high: 84 };

export class Viewer {
  private camera: Camera = HOME;
  private extent: Extent = EMPTY;
  private box: Box = { width: 1, height: 1 };
  private score: Score | null = null;
  private piece: unknown = null;
  /** Whether the view goes with the music that plays. */
  following = true;
  private stood = 0; // the tick of the playhead when it was last looked at

  /**
   * The view of a score in a lane of `box`. `piece` tells versions of one piece from other
   * pieces: while a piece is edited, its rows stay where they are. null: still being written.
   */
  look(score: Score, box: Box, piece: unknown): View {
    if (score !== this.score || piece !== this.piece) {
      const fresh = extentOf(score);
      const { low, high } = this.extent;
      this.extent = piece && piece === this.piece ? { ...fresh, low, high } : fresh;
      this.score = score;
      this.piece = piece;
    }
    this.box = box;
    const view = viewOf(this.camera, this.extent, box);
    const start = Math.min(view.start, lastStart(view, this.extent));
    return start === view.start ? view : { ...view, start };
  }

  get view(): View {
    return viewOf(this.camera, this.extent, this.box);
  }

  /** Keeps the playhead in sight: all the time while it plays, else when it was set elsewhere. */
  attend(tick: number, playing: boolean, paging: boolean): void {
    if (playing && this.following) {
      const start = follow(this.view, tick, this.extent.length, paging);
      this.camera = { ...this.camera, start };
    } else if (!playing && tick !== this.stood) {
      this.following = true;
      this.reveal(tick);
    }
    this.stood = tick;
  }

  pan(dx: number, dy: number): void {
    this.following = false;
    this.camera = panned(this.camera, this.extent, this.box, dx, dy);
  }

  /** Zooms about a point of the roll's lane, or about its middle. */
  zoom(across: number, up = 1, at?: { readonly x: number; readonly y: number }): void {
    const middle = { x: this.box.width / 2, y: this.box.height / 2 };
    this.camera = zoomed(this.camera, this.extent, this.box, at ?? middle, across, up);
  }

  reveal(from: number, to = from): void {
    this.camera = revealed(this.camera, this.extent, this.box, from, to);
  }

  revealPitch(pitch: number): void {
    this.camera = revealedPitch(this.camera, this.extent, this.box, pitch);
  }
}
