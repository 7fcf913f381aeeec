/**
 * Reads a catalogue of words (Fluent): its messages, the arguments each of them takes, and the TypeScript that says so.
 * `npm run words` writes src/words/messages.ts anew; a test holds that file to locales/en.ftl.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { FluentParser, FluentSerializer, Resource, Transformer, Visitor } from "@fluent/syntax";

/** Said by the shell and the command line alone: they have a check of their own. */
const NOT_OF_THE_PAGE = /^(cli|dialog|notification|shell)-/;
const PLURALS = new Set(["zero", "one", "two", "few", "many"]);

/** Every message and term, or an exception that names the line that is no Fluent. */
export function parse(ftl) {
  const { body } = new FluentParser().parse(ftl);
  for (const entry of body) {
    if (entry.type === "Junk") throw new Error(`no Fluent: ${entry.annotations[0]?.message}\n${entry.content}`);
    if (entry.attributes?.length > 0) throw new Error(`${entry.id.name}: attributes are not used here`);
  }
  const entries = body.filter(({ type }) => type === "Message" || type === "Term");
  const ids = entries.map(({ id }) => id.name);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length > 0) throw new Error(`twice: ${twice.join(", ")}`);
  return entries;
}

/** For each message of the page its arguments, each with its type in TypeScript, and the messages it leans on. */
export function messagesOf(ftl) {
  const entries = new Map(parse(ftl).map((entry) => [entry.id.name, entry]));
  const read = new Map();
  const own = (id, above) => {
    if (above.includes(id)) throw new Error(`${id} leans on itself`);
    if (read.has(id)) return read.get(id);
    const entry = entries.get(id);
    if (!entry) throw new Error(`${above.at(-1)} leans on ${id}, which there is not`);
    const found = new Arguments(id);
    found.visit(entry);
    const message = { uses: found.uses, args: found.args };
    for (const other of found.uses) {
      for (const [name, kinds] of own(other, [...above, id]).args) kinds.forEach((kind) => found.add(name, kind));
    }
    read.set(id, message);
    return message;
  };
  const ids = [...entries.keys()].filter((id) => entries.get(id).type === "Message" && !NOT_OF_THE_PAGE.test(id));
  return new Map(ids.map((id) => [id, own(id, [])]));
}

class Arguments extends Visitor {
  args = new Map();
  uses = [];

  constructor(id) {
    super();
    this.id = id;
  }
  add(name, kind) {
    this.args.set(name, (this.args.get(name) ?? new Set()).add(kind));
  }
  visitVariableReference({ id }) {
    this.add(id.name, "any");
  }
  visitMessageReference({ id }) {
    this.uses.push(id.name);
  }
  visitTermReference({ id, arguments: given }) {
    this.uses.push(id.name);
    if (given) this.genericVisit(given);
  }
  visitFunctionReference({ id, arguments: given }) {
    if (id.name !== "NUMBER") throw new Error(`${this.id}: ${id.name} is not known to the page`);
    for (const one of given.positional) if (one.type === "VariableReference") this.add(one.id.name, "number");
  }
  visitSelectExpression({ selector, variants }) {
    if (selector.type === "VariableReference") {
      const keys = variants.map(({ key }) => (key.type === "NumberLiteral" ? Number(key.value) : key.name));
      if (keys.some((key) => typeof key === "number" || PLURALS.has(key))) this.add(selector.id.name, "number");
      // With "other" anything may come; without it, one of these.
      else if (keys.includes("other")) this.add(selector.id.name, "string");
      else keys.forEach((key) => this.add(selector.id.name, JSON.stringify(key)));
    } else this.visit(selector);
    variants.forEach((variant) => this.visit(variant.value));
  }
}

function typeOf(id, name, kinds) {
  const words = [...kinds].filter((kind) => kind.startsWith('"'));
  if (kinds.has("number") && (words.length > 0 || kinds.has("string"))) throw new Error(`${id}: is $${name} a number or a word?`);
  if (kinds.has("number")) return "number";
  if (words.length > 0) return words.sort().join(" | ");
  return kinds.has("string") ? "string" : "string | number";
}

/** src/words/messages.ts for this catalogue. */
export function typescriptOf(ftl) {
  const lines = [];
  for (const [id, { args }] of messagesOf(ftl)) {
    const typed = [...args].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, kinds]) => [name, typeOf(id, name, kinds)]);
    lines.push(`  ${JSON.stringify(id)}: ${typed.length === 0 ? "None" : `{ ${typed.map((pair) => pair.join(": ")).join("; ")} }`};`);
  }
  return [
    "// Made from locales/en.ftl by `npm run words`. Do not edit.",
    "",
    "type None = Record<never, never>;",
    "",
    "/** Every message of the page, and what it takes. */",
    "export interface Messages {",
    ...lines,
    "}",
    "export type MessageId = keyof Messages;",
    "",
  ].join("\n");
}

/** What of a catalogue the page needs: nothing for translators, nothing of the shell. */
export function slim(ftl) {
  const entries = parse(ftl).filter(({ id }) => !NOT_OF_THE_PAGE.test(id.name));
  const bare = new Resource(entries.map((entry) => new Bare().visit(entry)));
  return new FluentSerializer().serialize(bare).replaceAll(/\n +/g, "\n ");
}
class Bare extends Transformer {
  visitMessage(message) {
    message.comment = null;
    return message;
  }
  visitTerm(term) {
    term.comment = null;
    return term;
  }
}

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
export const CATALOGUE = at("../../locales/en.ftl");
export const TYPES = at("../src/words/messages.ts");

if (argv[1] === fileURLToPath(import.meta.url)) writeFileSync(TYPES, typescriptOf(readFileSync(CATALOGUE, "utf8")));
