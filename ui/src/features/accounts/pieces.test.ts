import { expect, test } from "vitest";
import { pieces } from "./pieces";

/** With what is marked in brackets. */
const shown = (text: string, marks: [number, number][]) =>
  pieces(text, marks).map((piece) => (piece.marked ? `[${piece.text}]` : piece.text)).join("|");

test.each<[string, [number, number][], string]>([
  ["GitHub", [], "GitHub"],
  ["GitHub", [[0, 6]], "[GitHub]"],
  ["GitHub", [[0, 1], [3, 4]], "[G]|it|[H]|ub"],
  ["GitHub", [[3, 6]], "Git|[Hub]"],
  ["𝒢it 👩‍💻 Hub", [[0, 3], [8, 11]], "[𝒢it]| 👩‍💻 |[Hub]"],
  ["a long na…", [[7, 20]], "a long |[na…]"],
  ["a long na…", [[12, 20]], "a long na…"],
  ["", [], ""],
])("%j with %j", (text, marks, expected) => {
  expect(shown(text, marks)).toBe(expected);
});
