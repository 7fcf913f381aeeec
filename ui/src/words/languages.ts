/** The languages there are: one file of locales/ each, loaded when it is asked for. English is always at hand. */
import english from "../../../locales/en.ftl?raw";

export interface Language {
  /** For dates and numbers, where the system names no region of its own. */
  locale: string;
  dir: "ltr" | "rtl";
  load: () => Promise<string>;
  /** Changes every word. */
  transform?: (text: string) => string;
}

const files = import.meta.glob<string>(["../../../locales/*.ftl", "!../../../locales/en.ftl"], { query: "?raw", import: "default" });

const RIGHT_TO_LEFT = ["ar", "ckb", "fa", "he", "ps", "sd", "ug", "ur", "yi"];
const language = (tag: string, load: () => Promise<string>): Language => ({
  locale: tag,
  dir: RIGHT_TO_LEFT.includes(tag.split("-")[0] ?? "") ? "rtl" : "ltr",
  load,
});

export const ENGLISH = english;
/** The spelling of locales/en.ftl is British. */
export const languages: Record<string, Language> = { en: { locale: "en-GB", dir: "ltr", load: async () => english } };
for (const [path, load] of Object.entries(files)) {
  const tag = /([^/]+)\.ftl$/.exec(path)?.[1];
  if (tag) languages[tag] = language(tag, load);
}

/** The best there is for what a system prefers, by tag: the same, else the same without its region. */
export function choose(preferred: readonly string[]): string {
  for (const tag of preferred) {
    const near = [tag, tag.split("-")[0] ?? ""].find((one) => one in languages);
    if (near) return near;
  }
  return "en";
}
