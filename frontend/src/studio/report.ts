/** The measured numbers of a song, in words and units a musician reads. */
import type { Song } from "../api/types";

export interface Measure {
  readonly label: string;
  readonly value: string;
}

const LABELS: Record<string, string> = {
  melody_kept: "Tune kept",
  content: "Content kept",
  style: "Style reached",
  style_unchanged: "Style of your song",
};

export const percent = (value: number) => `${Math.round(value * 100)} %`;

/** Numbers from 0 to 1 are shares; other plain values stand as they come, nested ones are left out. */
export function measures(song: Pick<Song, "report" | "players" | "seconds"> | null): Measure[] {
  if (!song) return [];
  const found: Measure[] = [];
  for (const [key, value] of Object.entries(song.report)) {
    const label = LABELS[key] ?? sentence(key);
    if (typeof value === "number") {
      found.push({ label, value: value >= 0 && value <= 1 ? percent(value) : value.toFixed(1) });
    } else if (typeof value === "string" && value) found.push({ label, value });
  }
  found.push({ label: "Sounds", value: String(song.players.length) });
  found.push({ label: "Length", value: clock(song.seconds) });
  return found;
}

function sentence(key: string): string {
  const words = key.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Minutes and seconds: 1:05. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
