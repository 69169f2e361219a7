/** Which SoundFont a page plays with: the small one first, then that of sound files as soon as nothing sounds. */
import { exportedUrl, fetchBytes, type Sounds, smallUrl } from "./fonts";

/** A SoundFont that plays; another one can be put in its place. */
export interface Playing {
  /** Rejects where the file cannot be read, and plays on as it was. */
  replace(bytes: ArrayBuffer): Promise<void>;
}

/** How much of the small SoundFont is here, 0–1, or -1 where it cannot be had, and what sounds. */
export type Told = (part: number, sounds: Sounds) => void;

const FETCHED = 0.9; // of the way; the rest is unpacking

export class FontLoader<Font extends Playing> {
  /** null until the small one has come. */
  font: Font | null = null;
  private sounds: Sounds = "synths";
  private small: Promise<ArrayBuffer> | null = null;
  private waiting: ArrayBuffer | null = null; // that of sound files, until nothing sounds

  /** `open` puts the first SoundFont into the way out. */
  constructor(
    private readonly told: Told,
    private readonly open: (bytes: Promise<ArrayBuffer>) => Promise<Font>,
    private readonly fetch: typeof fetchBytes = fetchBytes,
    private readonly exported: () => string | null = exportedUrl,
  ) {}

  /** Fetches the small SoundFont ahead of the first press; nothing sounds yet. */
  prefetch(): Promise<ArrayBuffer> {
    if (this.small) return this.small;
    this.small = this.fetch(smallUrl, (part) => this.told(part * FETCHED, this.sounds));
    this.small.catch(() => this.miss());
    return this.small;
  }

  /** Puts the small SoundFont in where none plays. Without it Tone's synths play on. */
  async loadSmall(): Promise<void> {
    if (this.font) return;
    try {
      this.font = await this.open(this.prefetch());
      this.tell("small");
    } catch (cause) {
      this.miss();
      reportError(cause);
    }
  }

  /**
   * Fetches the SoundFont of sound files, which is put in by `swap`. Without it the small one stays.
   * `cache` "reload" leaves aside what the browser kept, which may be what could not be read.
   */
  async fetchExported(cache: RequestCache = "default"): Promise<void> {
    const url = this.font && this.exported();
    if (!url) return;
    this.tell("small");
    try {
      this.waiting = await this.fetch(url, undefined, { priority: "low", cache });
    } catch {
      this.tell("apart");
    }
  }

  /** Puts a SoundFont that waits in; only while nothing sounds. Says whether it did. */
  async swap(): Promise<boolean> {
    const { font, waiting } = this;
    this.waiting = null;
    if (!font || !waiting) return false;
    try {
      await font.replace(waiting);
      this.tell("exported");
      return true;
    } catch {
      this.tell("apart");
      return false;
    }
  }

  private miss(): void {
    this.small = null; // who tries again fetches it again
    this.told(-1, this.sounds);
  }

  private tell(sounds: Sounds): void {
    this.sounds = sounds;
    this.told(1, sounds);
  }
}
