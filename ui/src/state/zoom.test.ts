import { expect, test } from "vitest";
import { ZOOMS, zoomedBy, zoomedByKey } from "./zoom";

test("each_step_leads_to_the_next_and_the_last_stays", () => {
  expect(ZOOMS.map((percent) => zoomedBy(1, percent))).toEqual([67, 75, 90, 100, 110, 125, 150, 175, 200, 200]);
  expect(ZOOMS.map((percent) => zoomedBy(-1, percent))).toEqual([50, 50, 67, 75, 90, 100, 110, 125, 150, 175]);
  expect([zoomedBy(1, 105), zoomedBy(-1, 105)]).toEqual([110, 100]);
});

test.each([
  ["=", "Equal", 110],
  ["+", "Equal", 110],
  ["+", "Minus", 110],
  ["+", "NumpadAdd", 110],
  ["-", "Minus", 90],
  ["-", "Slash", 90],
  ["0", "Digit0", 100],
  ["à", "Digit0", 100],
  ["л", "KeyK", null],
  [")", "Digit0", null],
])("%s on %s", (key, code, percent) => {
  expect(zoomedByKey({ key, code }, 100)).toBe(percent);
});
