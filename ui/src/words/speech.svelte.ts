/** The words of the language that is spoken now. What was drawn with them is drawn anew when it changes. */
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { choose, ENGLISH, type Language, languages } from "./languages";
import type { MessageId, Messages } from "./messages";

export type Facts = Record<string, string | number>;

/** Those of a union of ids that take something; with one of them, all that any of them takes is given. */
type Asking<Id> = Id extends MessageId ? (keyof Messages[Id] extends never ? never : Id) : never;
type Both<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void ? All : never;
export type Given<Id extends MessageId> = [Asking<Id>] extends [never] ? [] : [given: Both<Messages[Asking<Id>]>];

class Tongue {
  readonly tag: string;
  /** For dates, numbers and lists. */
  readonly locale: string;
  readonly dir: "ltr" | "rtl";
  readonly #bundle: FluentBundle;

  constructor(tag: string, { locale, dir, transform }: Language, ftl: string) {
    this.tag = tag;
    this.dir = dir;
    this.locale = region(locale);
    this.#bundle = new FluentBundle(this.locale, { useIsolating: false, ...(transform && { transform }) });
    this.#bundle.addResource(new FluentResource(ftl));
  }

  knows(id: string): boolean {
    return this.#bundle.hasMessage(id);
  }

  /** Undefined where it has no such message. A fact that is missing is an ellipsis; nothing throws. */
  say(id: string, facts: Facts): string | undefined {
    const pattern = this.#bundle.getMessage(id)?.value;
    if (!pattern) return undefined;
    const given = isolated(facts, this.dir);
    const errors: Error[] = [];
    const text = this.#bundle.formatPattern(pattern, given, errors);
    const missing = errors.flatMap(({ message }) => /^Unknown variable: \$(.+)$/.exec(message)?.[1] ?? []);
    if (missing.length === 0) return text;
    return this.#bundle.formatPattern(pattern, { ...given, ...Object.fromEntries(missing.map((name) => [name, "…"])) }, []);
  }
}

/**
 * Why Fluent's own isolation is off: it puts invisible marks (U+2068, U+2069) around every argument, and they would
 * end up in labels, in tests and in what is copied. They are needed only where an argument runs the other way than
 * the language does, such as a Hebrew name in an English sentence, so there, and nowhere else, they are put.
 */
function isolated(facts: Facts, dir: "ltr" | "rtl"): Facts {
  const stray = dir === "ltr" ? RIGHT_TO_LEFT : LEFT_TO_RIGHT;
  const apart = (fact: string | number) => (typeof fact === "string" && stray.test(fact) ? ISOLATE + fact + ISOLATED : fact);
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, apart(fact)]));
}
const ISOLATE = String.fromCharCode(0x2068);
const ISOLATED = String.fromCharCode(0x2069);
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** Any other letter. */
const LEFT_TO_RIGHT = /[^\P{L}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** The system's own region of a language, if it names one: it decides how a date looks. */
function region(locale: string): string {
  const bare = locale.split("-")[0];
  return preferred().find((tag) => tag.includes("-") && tag.split("-")[0] === bare) ?? locale;
}
const preferred = (): readonly string[] => globalThis.navigator?.languages ?? [];

const english = new Tongue("en", languages.en as Language, ENGLISH);
let current = $state.raw(english);
let turn = 0;

/** Speaks a language, by tag, or the system's. What is not there is spoken in English. */
export async function speak(wanted: string) {
  const mine = ++turn;
  const tag = wanted in languages ? wanted : choose(preferred());
  if (tag === current.tag) return;
  const language = languages[tag];
  const tongue = tag === "en" || !language ? english : new Tongue(tag, language, await language.load());
  if (mine !== turn) return;
  current = tongue;
  if (globalThis.document) Object.assign(document.documentElement, { lang: tag, dir: tongue.dir });
}

export const locale = () => current.locale;
export const direction = () => current.dir;
export const knows = (id: string) => english.knows(id);

/** By a name that is known when it runs only. A message that is nowhere is told by its name. */
export function say(id: string, facts: Facts = {}): string {
  return current.say(id, facts) ?? english.say(id, facts) ?? id;
}

/** The one door to the words: a message that is not in locales/en.ftl, or lacks an argument, does not compile. */
export function t<Id extends MessageId>(id: Id, ...[given]: Given<Id>): string {
  return say(id, given as Facts | undefined);
}
