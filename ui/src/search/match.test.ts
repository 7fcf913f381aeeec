import { expect, test } from "vitest";
import { makeIndex, search } from "./match";

const entries = [
  { id: "0", issuer: "GitHub", account: "ada@analytical.dev", tags: ["Work"] },
  { id: "1", issuer: "Amazon Web Services", account: "root", tags: ["Work", "Servers"] },
  { id: "2", issuer: "Société Générale", account: "4471", tags: [] },
  { id: "3", issuer: "Gitea", account: "hub", tags: ["Servers"] },
  { id: "4", issuer: "Straße", account: "Øystein", tags: [] },
  { id: "5", issuer: "Backup", account: "amazon glacier", tags: [] },
];
const index = makeIndex(entries);
/** What the application found in notes. */
const inNotes = new Map([["charles", new Set(["2"])]]);
const found = (query: string) => search(index, query, inNotes).map((at) => entries[at]?.issuer);

test("an_empty_query_finds_all_in_their_order", () => {
  expect(search(index, "  ")).toEqual([0, 1, 2, 3, 4, 5]);
});

test.each([
  ["case", "GITHUB", "GitHub"],
  ["accents", "societe generale", "Société Générale"],
  ["accents typed", "SOCIÉTÉ", "Société Générale"],
  ["first letters", "aws", "Amazon Web Services"],
  ["inner capitals", "gh", "GitHub"],
  ["sloppy letters", "gthb", "GitHub"],
  ["the account", "analytical", "GitHub"],
  ["the note", "Charles", "Société Générale"],
  ["a word of the note and one of the account", "charles 4471", "Société Générale"],
  ["sharp s", "strasse", "Straße"],
  ["a stroke", "oystein", "Straße"],
  ["words in any order", "root amazon", "Amazon Web Services"],
])("%s: %j finds it first", (_, query, issuer) => {
  expect(found(query)[0]).toBe(issuer);
});

test("the_issuer_counts_more_than_the_account", () => {
  expect(found("amazon")).toEqual(["Amazon Web Services", "Backup"]);
});

test("a_tag_finds_all_that_bear_it", () => {
  expect(found("servers")).toEqual(expect.arrayContaining(["Amazon Web Services", "Gitea"]));
});

test("every_word_must_be_found", () => {
  expect(found("github zzz")).toEqual([]);
});

test("letters_strewn_over_a_long_text_are_no_match", () => {
  expect(search(makeIndex([{ id: "", issuer: "a long name with many other letters x", account: "", tags: [] }]), "ax")).toEqual([]);
});

test("ten_thousand_entries_are_searched_within_a_frame_or_two", () => {
  const many = makeIndex(Array.from({ length: 10_000 }, (_, i) => ({ id: `${i}`, issuer: `Issuer ${i}`, account: `user${i}@example.org`, tags: ["Work"] })));
  search(many, "issuer 99");
  const start = performance.now();
  search(many, "iss 99 us");
  expect(performance.now() - start).toBeLessThan(250);
});
