/** Originality in words: what is shared with which song, and where. */
import type { Originality } from "../api/takes";

export interface Words {
  readonly text: string;
  /** A song's title, set in italics. */
  readonly title: boolean;
}

const bars = ([first, last]: readonly [number, number]) =>
  first === last ? `bar ${first}` : `bars ${first}–${last}`;

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** "mill-stream_waltz" as a title: "Mill stream waltz". */
export const titleOfStem = (stem: string) => upper(stem.replaceAll(/[-_]+/g, " ").trim());

/** "6 notes in a row also occur in Mill Stream Waltz (folk), bars 21–22. The limit is 12." */
export function originalityWords(found: Originality): Words[] {
  const plain = (text: string): Words => ({ text, title: false });
  if (!found.song || found.longest === 0) {
    return [plain("No passage of it occurs in a song that was learnt from.")];
  }
  const notes = found.longest === 1 ? "note" : "notes in a row";
  const where = found.at ? `${upper(bars(found.at))}: ` : "";
  const genre = found.genre ? ` (${found.genre})` : "";
  const there = found.bars ? `, ${bars(found.bars)}` : "";
  const occur = found.longest === 1 ? "occurs" : "occur";
  return [
    plain(`${where}${found.longest} ${notes} also ${occur} in `),
    { text: titleOfStem(found.song), title: true },
    plain(`${genre}${there}. The limit is ${found.limit}.`),
  ];
}
