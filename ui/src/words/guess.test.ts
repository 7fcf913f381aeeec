import { expect, test } from "vitest";
import { tilesOf, timeToGuess } from "./guess";

test.each([
  [0, "instant", 0],
  [0.99, "instant", 0],
  [1, "second", 1],
  [119, "minute", 1],
  [7_200, "hour", 2],
  [86_400 * 3, "day", 3],
  [86_400 * 70, "month", 2],
  [31_557_600 * 12, "year", 12],
  [3_155_760_000 * 4, "century", 4],
  [1e30, "ages", 0],
  [Infinity, "ages", 0],
  [NaN, "ages", 0],
] as const)("%d seconds is %s × %d", (seconds, unit, count) => {
  expect(timeToGuess(seconds)).toEqual({ unit, count });
});

test.each([
  [0, 1],
  [3_600, 1],
  [86_400 * 60, 2],
  [31_557_600 * 3, 3],
  [3_155_760_000, 4],
] as const)("%d seconds fill %d of four tiles", (seconds, tiles) => {
  expect(tilesOf(seconds)).toBe(tiles);
});
