import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { brands as read } from "./scripts/brands.mjs";
import { slim } from "./scripts/messages.mjs";

/** Where tests/server listens: the application behind a page in a plain browser. */
const SERVER = "ws://127.0.0.1:4175";

/** What the shell sets in tauri.conf.json; previews are served under it, so that browser tests hold it too. */
export const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src ipc: http://ipc.localhost; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What `?raw` gives of a catalogue: the words of the page, without what is for translators and for the shell. */
const words: Plugin = {
  name: "words",
  enforce: "pre",
  load(id) {
    if (!id.endsWith(".ftl?raw")) return null;
    const file = id.slice(0, -"?raw".length);
    this.addWatchFile(file);
    return `export default ${JSON.stringify(slim(readFileSync(file, "utf8")))}`;
  },
};

/** `#brands`: a part of the page that is fetched once a tile is drawn. Parsed as JSON, which is faster than as a script. */
const brands: Plugin = {
  name: "brands",
  resolveId: (id) => (id === "#brands" ? "\0brands" : null),
  load: (id) => (id === "\0brands" ? `export default JSON.parse(${JSON.stringify(JSON.stringify(read()))})` : null),
};

export default defineConfig(({ mode }) => ({
  plugins: [words, brands, svelte()],
  // The product must not hold one line of it: in production the name leads to a file that refuses.
  resolve: { alias: { "#stand-in": at(mode === "production" ? "./src/served/none.ts" : "./src/served/index.ts") } },
  define: { __TEST_SERVER__: JSON.stringify(SERVER) },
  clearScreen: false,
  // The words lie beside the page, in locales/.
  server: { port: 5173, strictPort: true, fs: { allow: [".."] } },
  preview: {
    port: 4173,
    strictPort: true,
    headers: { "Content-Security-Policy": CSP.replace("connect-src", `connect-src ${SERVER}`) },
  },
  build: {
    outDir: mode === "served" ? "dist-served" : "dist",
    emptyOutDir: true,
    rolldownOptions: { input: [at("./index.html"), at("./picker.html")] },
    // WebView2, WKWebView of macOS 14.5 and WebKitGTK 2.44: what the tokens' light-dark() needs.
    target: ["chrome123", "safari17.5"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // The brands, in kB, which no page waits for.
    chunkSizeWarningLimit: 2_500,
  },
  test: { include: ["src/**/*.test.ts", "tests/unit/**/*.test.ts"], environment: "node" },
}));
