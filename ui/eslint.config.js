import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

// The walls between the rooms of src/.
const tauri = { group: ["@tauri-apps/*"], message: "src/backend/tauri.ts is the only door to Tauri." };
const standIn = { group: ["#stand-in", "**/served", "**/served/*"], message: "Only src/backend/choose_backend.ts picks what stands in for the shell." };
const door = { regex: "/backend/", message: "The door to the application is src/backend itself." };
const rooms = (names, message) => ({ regex: `/(${names})(/|$)`, message });
const fluent = { group: ["@fluent/*"], message: "src/words/speech.svelte.ts is the only door to Fluent." };
const words = { regex: "/words/", message: "The door to the words is src/words itself." };

const everywhere = [tauri, standIn, door, fluent, words];
const restricted = (...patterns) => ({ "no-restricted-imports": ["error", { patterns }] });
const walls = (files, ...patterns) => ({ files, ignores: ["src/**/*.test.ts"], rules: restricted(...everywhere, ...patterns) });
const ofWords = rooms("backend|features|kit|state|window", "Words know what is said, not who says it.");

export default ts.config(
  { ignores: ["dist/", "dist-served/", "src/bindings/", "test-results/", "playwright-report/"] },
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
      ...restricted(...everywhere),
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  walls(["src/kit/**"], rooms("backend|bindings|clock|features|state|window", "The kit knows no account and no application.")),
  walls(["src/words/**"], ofWords),
  walls(["src/clock/**", "src/search/**"], rooms("backend|features|kit|state|window|words", "This room is plain arithmetic.")),
  walls(["src/state/**"], rooms("features|window", "What all subjects share knows none of them.")),
  walls(
    ["src/features/**"],
    rooms("window", "A subject does not know the window that shows it."),
    { regex: "^\\.\\./[^./][^/]*/", message: "A subject knows another through its index alone." },
  ),
  walls(["src/window/**"], { regex: "/features/[^/]+/", message: "The window knows a subject through its index alone." }),
  { files: ["src/served/**", "tests/**", "src/**/*.test.ts"], rules: restricted(tauri) },
  { files: ["src/words/speech.svelte.ts"], rules: restricted(tauri, standIn, door, ofWords) },
  { files: ["src/backend/*.ts", "scripts/**"], rules: { "no-restricted-imports": "off" } },
);
