/** Which SoundFont plays, what is told of it, and what becomes of one that cannot be had or read. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FontLoader } from "../src/audio/fontLoader";
import { fontFault, type Sounds } from "../src/audio/fonts";

const EXPORTED = "/soundfonts/large.sf3";

/** A page whose server and worklet do what the test says. */
class Page {
  readonly told: (readonly [part: number, sounds: Sounds])[] = [];
  readonly asked: (readonly [url: string, cache: RequestCache | undefined])[] = [];
  readonly missing = new Set<string>(); // of "small" and "exported"
  readable = true;
  played: ArrayBuffer | null = null;
  readonly fonts = new FontLoader(
    (part, sounds) => this.told.push([part, sounds]),
    async (bytes) => {
      this.played = await bytes;
      return {
        replace: async (other: ArrayBuffer) => {
          if (!this.readable) throw new Error("not a SoundFont");
          this.played = other;
        },
      };
    },
    async (url, onProgress, options) => {
      this.asked.push([url, options?.cache]);
      if (this.missing.has(url === EXPORTED ? "exported" : "small")) throw new Error("404");
      onProgress?.(1);
      return new ArrayBuffer(url === EXPORTED ? 2 : 1);
    },
    () => EXPORTED,
  );

  /** What a page does when its audio is opened, and when somebody tries again. */
  async furnish(cache?: RequestCache): Promise<void> {
    await this.fonts.loadSmall();
    await this.fonts.fetchExported(cache);
    await this.fonts.swap();
  }

  get fault(): string {
    const [part, sounds] = this.told.at(-1) ?? [0, "synths"];
    return fontFault(part, sounds);
  }
}

const faults = vi.fn();
beforeEach(() => vi.stubGlobal("reportError", faults));
afterEach(() => vi.unstubAllGlobals());

test("the small one plays until that of sound files has come, and nothing is to be told", async () => {
  const page = new Page();
  await page.fonts.loadSmall();
  expect(page.played?.byteLength).toBe(1);
  await page.fonts.fetchExported();
  expect(page.played?.byteLength).toBe(1);
  expect(await page.fonts.swap()).toBe(true);
  expect(page.played?.byteLength).toBe(2);
  expect(page.told.map(([, sounds]) => sounds)).toEqual(["synths", "small", "small", "exported"]);
  expect(page.told.map(([part, sounds]) => fontFault(part, sounds)).join("")).toBe("");
  expect(await page.fonts.swap()).toBe(false);
});

test("where that of sound files cannot be fetched it is told what that means, and tried again", async () => {
  const page = new Page();
  page.missing.add("exported");
  await page.furnish();
  expect(page.fault).toContain("downloads may sound different");
  expect(page.played?.byteLength).toBe(1);
  await page.furnish("reload");
  expect(page.fault).toContain("downloads may sound different");
  page.missing.clear();
  await page.furnish("reload");
  expect(page.fault).toBe("");
  expect(page.played?.byteLength).toBe(2);
  expect(page.asked.filter(([url]) => url !== EXPORTED)).toHaveLength(1);
});

test("one that cannot be read is told likewise, and fetched past what the browser kept", async () => {
  const page = new Page();
  page.readable = false;
  await page.furnish();
  expect(page.told.at(-1)).toEqual([1, "apart"]);
  expect(page.played?.byteLength).toBe(1);
  expect(await page.fonts.swap()).toBe(false);
  page.readable = true;
  await page.furnish("reload");
  expect(page.told.at(-1)).toEqual([1, "exported"]);
  expect(page.asked.map(([, cache]) => cache)).toEqual([undefined, "default", "reload"]);
});

test("without any SoundFont synths play, which is told; the next try fetches it anew", async () => {
  const page = new Page();
  page.missing.add("small");
  await expect(page.fonts.prefetch()).rejects.toThrow("404");
  expect(page.fault).toContain("synth sounds");
  await page.furnish();
  expect(page.fault).toContain("synth sounds");
  expect(page.fonts.font).toBeNull();
  expect(faults).toHaveBeenCalledOnce();
  page.missing.clear();
  await page.furnish();
  expect(page.told.at(-1)).toEqual([1, "exported"]);
});
