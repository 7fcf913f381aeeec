import { expect, test } from "vitest";
import { elapsed, stepAt, untilWarning, warningOf } from "./countdown";

test("a_step_of_30_seconds_warns_for_the_last_5", () => {
  expect(untilWarning(60, 90, 62_000)).toBe(23_000);
  expect(untilWarning(60, 90, 85_000)).toBe(0);
});

test("a_short_step_warns_for_its_last_third", () => {
  expect(warningOf(6)).toBe(2);
});

test.each([
  [60_000, 0],
  [75_000, 0.5],
  [90_000, 1],
])("at %d ms the step from 60 to 90 s has run %d", (now, share) => {
  expect(elapsed(60, 90, now)).toBe(share);
});

test("a_clock_that_jumped_out_of_the_step_does_not_overshoot", () => {
  expect(elapsed(60, 90, 10_000)).toBe(0);
  expect(elapsed(60, 90, 900_000)).toBe(1);
});

test("steps_are_counted_from_the_epoch", () => {
  expect(stepAt(30, 61_999)).toEqual({ from: 60, until: 90 });
});
