/** The SoundFonts of a page: the small one that comes with it, and the one that sound files are played with. */
import smallUrl from "@soundfont/sonivox.sf3?url";

/**
 * What notes sound with: Tone's synths, the small SoundFont, or that of sound files; “apart” is the
 * small one too, where that of sound files could not be had.
 */
export type Sounds = "synths" | "small" | "exported" | "apart";

export { smallUrl };

/** What somebody is to know of the sounds that play; empty where they are those that were wished for. */
export function fontFault(part: number, sounds: Sounds): string {
  if (part < 0) return "No SoundFont: synth sounds.";
  return sounds === "apart" ? "Smaller sounds: downloads may sound different." : "";
}

interface Connection {
  readonly saveData?: boolean;
}

/** The address of the SoundFont of sound files; null where there is none for this visitor. */
export function exportedUrl(): string | null {
  const { connection } = navigator as Navigator & { connection?: Connection };
  if (connection?.saveData) return null;
  return document.querySelector<HTMLMetaElement>('meta[name="soundfont"]')?.content ?? null;
}

/** Fetches a file and says how much of it is there, 0–1. */
export async function fetchBytes(
  url: string,
  onProgress: (part: number) => void = () => {},
  options: RequestInit = {},
): Promise<ArrayBuffer> {
  const response = await fetch(url, options);
  if (!response.ok || !response.body) throw new Error(`${url} answered ${response.status}`);
  const total = Number(response.headers.get("Content-Length")) || 0;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.length;
    if (total) onProgress(Math.min(1, size / total));
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes.buffer;
}
