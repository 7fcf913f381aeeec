import { expect, test } from "vitest";
import { LONGEST, short } from "./short";

test("a name is drawn whole up to the limit", () => {
  for (const name of ["", "GitHub", "a".repeat(LONGEST)]) expect(short(name)).toBe(name);
});

test("of a longer name the beginning is drawn, and that there is more", () => {
  expect(short("a".repeat(1_000_000))).toBe(`${"a".repeat(LONGEST)}…`);
});

test("no character is cut in half", () => {
  const name = `a${"\u{1F512}".repeat(LONGEST)}`;
  expect(short(name)).toBe(`a${"\u{1F512}".repeat((LONGEST - 2) / 2)}…`);
});
