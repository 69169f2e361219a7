/** Builds the pages' scripts and styles into dist/, which Flask serves under /static/dist/. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig, type Plugin } from "vite";

const SOUNDFONT = "node_modules/@coderline/alphatab/dist/soundfont";

/** Every file we ship that somebody else made keeps its licence beside it. */
const LICENCES: Record<string, string> = {
  "licences/sonivox-soundfont.txt": `${SOUNDFONT}/LICENSE`,
  "licences/spessasynth.txt": "node_modules/spessasynth_lib/LICENSE",
  "licences/tone.txt": "node_modules/tone/LICENSE.md",
  "licences/besley.txt": "node_modules/@fontsource-variable/besley/LICENSE",
  "licences/instrument-sans.txt": "node_modules/@fontsource-variable/instrument-sans/LICENSE",
  "licences/noto-music.txt": "node_modules/@fontsource/noto-music/LICENSE",
};

function licences(): Plugin {
  return {
    name: "licences",
    generateBundle() {
      for (const [fileName, from] of Object.entries(LICENCES)) {
        this.emitFile({ type: "asset", fileName, source: readFileSync(from, "utf8") });
      }
    },
  };
}

const FIRST_LOAD = 300 * 1024; // bytes of script, packed, before a page can be used

/** Ends the build if a page asks for more script at once than it may. */
function budget(): Plugin {
  return {
    name: "budget",
    generateBundle(_, bundle) {
      const packed = (name: string, seen: Set<string>): number => {
        const chunk = bundle[name];
        if (seen.has(name) || chunk?.type !== "chunk") return 0;
        seen.add(name);
        return chunk.imports.reduce(
          (sum, one) => sum + packed(one, seen),
          gzipSync(chunk.code).length,
        );
      };
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk" || !chunk.isEntry) continue;
        const bytes = packed(chunk.fileName, new Set());
        const said = `${chunk.facadeModuleId?.split("/src/")[1]} loads ${Math.round(bytes / 1024)} KB`;
        if (bytes > FIRST_LOAD) this.error(`${said} of script at once. Import some of it lazily.`);
        this.info(said);
      }
    },
  };
}

export default defineConfig({
  base: "/static/dist/",
  plugins: [tailwindcss(), svelte(), licences(), budget()],
  assetsInclude: ["**/*.sf3"],
  resolve: {
    alias: { "@soundfont": `${import.meta.dirname}/${SOUNDFONT}` },
  },
  build: {
    manifest: true,
    target: "es2022",
    assetsInlineLimit: 0, // the strict CSP allows no data: fonts or scripts
    rolldownOptions: {
      preserveEntrySignatures: "allow-extension", // the rehearsal is called by its exports
      input: [
        "src/theme.ts",
        "src/site.css",
        "src/site.ts",
        "src/account/main.ts",
        "src/landing/main.ts",
        "src/library/main.ts",
        "src/gallery/main.ts",
        "src/listen/main.ts",
        "src/share/main.ts",
        "src/studio/main.ts",
        "src/audio/rehearsal.ts",
      ],
    },
  },
  test: { include: ["test/**/*.test.ts"], environment: "node" },
} as Parameters<typeof defineConfig>[0]);
