import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CATALOGUE, messagesOf, slim, TYPES, typescriptOf } from "../../scripts/messages.mjs";

const ftl = readFileSync(CATALOGUE, "utf8");
const messages = messagesOf(ftl);
const SRC = new URL("../../src/", import.meta.url);
const sources = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(svelte|ts)$/.test(name) && !/\.test\.ts$|^bindings|^served|words.messages\.ts$/.test(name))
  .map((name) => readFileSync(new URL(name, SRC), "utf8"))
  .join("\n");

/** Made from a code or from another closed set: `review-status-${status}`, idOf("error", code). */
const rooms = [
  ...[...sources.matchAll(/`([a-z-]+-)\$\{/g)].map(([, room = ""]) => room),
  ...[...sources.matchAll(/idOf\("([a-z-]+)"/g)].map(([, room]) => `${room}-`),
];

test("src/words/messages.ts_is_that_of_the_catalogue", () => {
  expect(readFileSync(TYPES, "utf8"), "run: npm run words").toBe(typescriptOf(ftl));
});

test("every_message_is_said_somewhere", () => {
  const leanedOn = new Set([...messages.values()].flatMap(({ uses }) => uses));
  const said = (id: string) => sources.includes(`"${id}"`) || leanedOn.has(id) || rooms.some((room) => id.startsWith(room));
  expect([...messages.keys()].filter((id) => !said(id))).toEqual([]);
});

test("no_sentence_shouts", () => {
  expect(slim(ftl)).not.toContain("!");
});

test("no_message_begins_or_ends_in_the_middle_of_a_sentence", () => {
  const glued = slim(ftl).match(/^ ?(?:\S+ =|\*?\[\S+\]) ?[,;:.].*$/gm) ?? [];
  expect(glued).toEqual([]);
});

test("what_is_for_translators_and_for_the_shell_stays_out_of_the_page", () => {
  const both = `# A comment\nbutton-x = X\ncli-x = Y\ndialog-x = Z\nshell-x = V\nnotification-x =\n    { $n ->\n        [one] A\n       *[other] B\n    }\n`;
  expect(slim(both)).toBe("button-x = X\n");
  expect([...messagesOf(both).keys()]).toEqual(["button-x"]);
});

test.each([
  ["a message twice", "a = A\na = B\n", /twice/],
  ["what is no Fluent", "a = { $x\n", /no Fluent/],
  ["a message that leans on none", "a = { b }\n", /leans on b/],
  ["a message that leans on itself", "a = { b }\nb = { a }\n", /leans on itself/],
  ["an argument that is a number and a word", "a = { $x ->\n   [one] A\n  *[other] B\n }{ $x ->\n   [yes] A\n  *[no] B\n }\n", /number or a word/],
  ["an attribute", "a = A\n    .b = B\n", /attributes/],
])("%s is refused", (_, text, why) => {
  expect(() => typescriptOf(text)).toThrow(why);
});

test("the_types_of_arguments_are_read_from_how_they_are_used", () => {
  const text = "a = { $n ->\n   [one] { $name }\n  *[other] B\n }{ $far ->\n   [yes] A\n  *[no] B\n }{ c }\nb = B\nc = { $app }\n";
  expect(typescriptOf(text)).toContain('"a": { app: string | number; far: "no" | "yes"; n: number; name: string | number };');
  expect(typescriptOf(text)).toContain('"b": None;');
});
