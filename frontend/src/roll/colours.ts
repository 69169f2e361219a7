/** The theme's colours for canvases, read from the page's variables, and handed out to tracks. */
import type { Track } from "../score/score";

const TRACK_COLOURS = [
  "steel",
  "brass",
  "damson",
  "verdigris",
  "rosin",
  "reed",
  "rosewood",
] as const;
const DRUMS = "graphite";

export interface Colours {
  readonly stage: string;
  readonly rowBlack: string;
  readonly line: string;
  readonly beat: string;
  readonly bar: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly red: string;
  readonly blue: string;
  readonly select: string;
  readonly panel: string;
}

const variable = (style: CSSStyleDeclaration, name: string) =>
  style.getPropertyValue(`--color-${name}`).trim() || "#000";

export function readColours(element: Element): Colours {
  const style = getComputedStyle(element);
  return {
    stage: variable(style, "stage"),
    rowBlack: variable(style, "row-black"),
    line: variable(style, "line"),
    beat: variable(style, "beat"),
    bar: variable(style, "bar"),
    ink: variable(style, "ink"),
    ink2: variable(style, "ink-2"),
    ink3: variable(style, "ink-3"),
    red: variable(style, "red"),
    blue: variable(style, "blue"),
    select: variable(style, "select"),
    panel: variable(style, "panel"),
  };
}

export interface TrackColour {
  /** The token's name, as in `bg-steel`. */
  readonly token: string;
  /** From the ninth pitched track colours come again, striped. */
  readonly striped: boolean;
}

/** One colour a track in the order of the band; drums are graphite always. */
export function trackColours(tracks: readonly Pick<Track, "isDrum">[]): TrackColour[] {
  let pitched = 0;
  return tracks.map((track) => {
    if (track.isDrum) return { token: DRUMS, striped: false };
    const token = TRACK_COLOURS[pitched % TRACK_COLOURS.length] ?? "steel";
    const striped = pitched >= TRACK_COLOURS.length;
    pitched += 1;
    return { token, striped };
  });
}

/** The colour itself, as the theme has it now. */
export function paintOf(element: Element, colour: TrackColour): string {
  return variable(getComputedStyle(element), colour.token);
}

/** Calls `redraw` when the theme changes. Returns a function that stops it. */
export function onThemeChange(redraw: () => void): () => void {
  const observer = new MutationObserver(redraw);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}
