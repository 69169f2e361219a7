/** The hero of the landing page: two systems that play, and are switched between in mid-bar. */
import type { Player } from "../audio/player";
import type { PlayState } from "../audio/scheduler";
import type { Desk } from "../listen/desk";
import { complain, find, pieces } from "../listen/page";
import { sheetOf } from "../roll/canvas";
import { onThemeChange, readColours } from "../roll/colours";
import { paintSystems, systemBarPixels, systemStart } from "../roll/systems";
import { barsAt, tickAtBars } from "../score/bars";
import { keptNotes } from "../score/kept";
import type { Note, Score } from "../score/score";

type Side = "source" | "restyled";
const BRACE = 18; // pixels from the page's gutter to the music

export class Hero {
  private scores: Record<Side, Score> | null = null;
  private kept: ReadonlySet<Note> = new Set();
  private side: Side = "restyled";
  private state: PlayState = "standing";
  private drawn: unknown[] = [];
  private redraws = 0;
  private readonly key: string;
  private readonly canvas: HTMLCanvasElement;
  private readonly head: HTMLElement | null;
  private readonly button = find<HTMLButtonElement>("[data-hero-play]");

  constructor(
    private readonly root: HTMLElement,
    private readonly player: Player,
    private readonly desk: Desk,
  ) {
    this.key = root.dataset.hero ?? "";
    this.canvas = find<HTMLCanvasElement>("[data-systems]", root) as HTMLCanvasElement;
    this.head = find("[data-playhead]", root);
    for (const side of ["source", "restyled"] as const) {
      find(`[data-side="${side}"]`, root)?.addEventListener("click", () => this.hear(side));
    }
    find("[data-switch]")?.addEventListener("click", () => this.swap());
    this.button?.addEventListener("click", () => this.press());
    this.canvas.addEventListener("pointerdown", (event) => this.point(event));
    document.addEventListener("keydown", (event) => {
      const typing = (event.target as HTMLElement).closest("input, textarea, select");
      if (event.key.toLowerCase() === "x" && !typing && !event.ctrlKey && !event.metaKey)
        this.swap();
    });
    onThemeChange(() => {
      this.redraws += 1;
    });
  }

  async load(): Promise<void> {
    const [source, restyled] = await Promise.all([pieces.source(this.key), pieces.score(this.key)]);
    this.scores = { source, restyled };
    this.kept = keptNotes(restyled, source);
  }

  /** Plays, or stops, what is to be heard now. */
  press(): void {
    complain(null);
    this.desk
      .press({
        key: this.key,
        score: () => Promise.resolve(this.score()),
        show: (sounding) => this.show(sounding),
      })
      .catch(complain);
  }

  private show(sounding: boolean): void {
    this.state = sounding ? "playing" : "standing";
    this.button?.setAttribute("aria-pressed", String(sounding));
    this.button?.setAttribute("aria-label", sounding ? "Pause" : "Play both");
  }

  /** The one system or the other, at the same place and without a gap. */
  private hear(side: Side): void {
    this.side = side;
    for (const other of ["source", "restyled"] as const) {
      find(`[data-side="${other}"]`, this.root)?.setAttribute(
        "aria-pressed",
        String(other === side),
      );
    }
    if (this.desk.key === this.key) this.player.switchTo(this.score());
    if (this.state === "standing") this.press();
  }

  private swap(): void {
    if (this.scores) this.hear(this.side === "source" ? "restyled" : "source");
  }

  private score(): Score {
    if (!this.scores) throw new Error("the hero's notes are not here yet");
    return this.scores[this.side];
  }

  private get bars(): number {
    if (this.desk.key !== this.key || !this.scores) return 0;
    return barsAt(this.score(), this.player.tick);
  }

  /** A press into the music goes there. */
  private point(event: PointerEvent): void {
    if (!this.scores || this.desk.key !== this.key) return;
    const { left, barPixels, start } = this.view(this.canvas.clientWidth);
    const bars = start + (event.offsetX - left) / barPixels;
    this.player.seek(tickAtBars(this.score(), Math.max(0, bars)));
  }

  private view(width: number) {
    const left = this.gutter + BRACE;
    const barPixels = systemBarPixels(width);
    const length = this.scores?.restyled.bars.length ?? 8;
    return { left, barPixels, start: systemStart(this.bars, length, width - left, barPixels) };
  }

  private get gutter(): number {
    return Number.parseFloat(getComputedStyle(this.root).paddingLeft) || 20;
  }

  /** To be called every frame; draws only what changed. */
  frame(): void {
    const sheet = sheetOf(this.canvas);
    if (!sheet || !this.scores) return;
    const { context, width, height } = sheet;
    const view = this.view(width);
    const sounding = this.state === "standing" ? null : this.side === "source" ? "upper" : "lower";
    if (this.head) {
      this.head.hidden = false;
      this.head.style.transform = `translateX(${view.left + (this.bars - view.start) * view.barPixels}px)`;
    }
    const now = [view.start, width, height, sounding, this.redraws];
    if (now.every((value, index) => value === this.drawn[index])) return;
    this.drawn = now;
    paintSystems(context, width, height, {
      upper: this.scores.source,
      lower: this.scores.restyled,
      kept: this.kept,
      ...view,
      colours: readColours(this.canvas),
      sounding,
    });
  }
}
