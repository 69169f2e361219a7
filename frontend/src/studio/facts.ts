/** What a piece is, in one line: its key, and tempo, metre and length as they are now. */
import { metreAt } from "../score/bars";
import type { Score } from "../score/score";

/** `key` is the one that was heard in the notes; without it, that of the file. */
export function said(score: Score, key: string | null = null): string {
  const [, bpm] = score.tempos[0] ?? [0, 120];
  const bars = score.bars.length;
  const length = `${bars} ${bars === 1 ? "bar" : "bars"}`;
  const words = [key ?? score.key, `${Math.round(bpm)}`, metreAt(score, 0).join("/"), length];
  return words.filter(Boolean).join(" · ");
}
