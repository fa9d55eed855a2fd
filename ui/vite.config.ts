// How the window is built: one page, every asset a file of its own, so that the content policy can stay closed.
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** The two faces that the first screen is set in come with the page: a face that comes later makes the system search for others. */
const faces: Plugin = {
  name: "faces-first",
  apply: "build",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /(inter|source-serif-4)-latin-wght-normal-/.test(file))
        .map((file) => ({
          tag: "link",
          attrs: { rel: "preload", as: "font", type: "font/woff2", crossorigin: true, href: `./${file}` },
          injectTo: "head",
        })),
  },
};

/** Icons are drawn by `Icon.svelte` in parts, not by the library's component. */
const icons: Plugin = {
  name: "icons",
  enforce: "pre",
  resolveId: (source, importer) =>
    source === "../Icon.svelte" && importer?.includes("/@lucide/svelte/")
      ? fileURLToPath(new URL("src/parts/Icon.svelte", import.meta.url))
      : null,
};

export default defineConfig({
  base: "./",
  plugins: [icons, svelte(), faces],
  // `conditions` lets the tests mount components: without it they get Svelte's server build.
  resolve: process.env.VITEST ? { conditions: ["browser"] } : {},
  build: {
    target: "es2022",
    cssTarget: ["chrome123", "safari17.5"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  server: { port: 5173, strictPort: true },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/cases.setup.ts"],
    restoreMocks: true,
  },
});
