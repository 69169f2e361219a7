/** Style sheets that meet in one page: what the library or a form dresses by class, the studio does not mean by the same name. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const source = `${import.meta.dirname}/../src`;
const SITE = ["library.css", "public.css", "account/account.css", "thumb.css"];
// Made for all pages: the studio only fits them in.
const SHARED = new Set(["btn", "control", "field", "field-hint", "hairpin-knob", "key"]);

/** Classes that a rule dresses by themselves, wherever in a page they stand. */
function dressed(css: string): string[] {
  const alone = /(?<=^|[{},])\s*\.([a-z][\w-]*)(?:[:[][^{},]*)?\s*(?=[,{])/gm;
  return [...css.matchAll(alone)].map(([, name]) => name as string);
}

test("no class of the studio is dressed by a page that has nothing to do with it", () => {
  const site = new Set(SITE.flatMap((file) => dressed(readFileSync(`${source}/${file}`, "utf8"))));
  expect(site.has("song-facts")).toBe(true);
  const parts = readdirSync(`${source}/studio`).filter((name) => name.endsWith(".svelte"));
  const worn = parts.flatMap((name) => {
    const text = readFileSync(`${source}/studio/${name}`, "utf8");
    return [...text.matchAll(/class="([^"]*)"/g)].flatMap(([, names = ""]) => names.split(/\s+/));
  });
  expect(worn).toContain("song-line");
  expect([...new Set(worn)].filter((name) => site.has(name) && !SHARED.has(name))).toEqual([]);
});
