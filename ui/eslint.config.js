import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const tauri = {
  patterns: [{ group: ["@tauri-apps/*"], message: "src/backend.ts is the only door to Tauri." }],
};
const fake = { group: ["#fake", "**/fake", "**/fake/*"], message: "Only src/backend.ts picks the fake." };

export default ts.config(
  { ignores: ["dist/", "dist-fake/", "src/bindings/", "test-results/", "playwright-report/"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig } },
  },
  {
    rules: {
      "no-console": "error",
      "no-restricted-globals": ["error", "localStorage", "sessionStorage", "indexedDB"],
      "no-restricted-imports": ["error", { patterns: [...tauri.patterns, fake] }],
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  { files: ["src/backend.ts", "src/fake/**", "tests/**", "src/**/*.test.ts"], rules: { "no-restricted-imports": ["error", tauri] } },
  { files: ["src/backend.ts"], rules: { "no-restricted-imports": "off" } },
);
