import { expect, test } from "vitest";
import { Clock, stepAt, untilWarning, warningOf } from "./countdown";

test("a_step_of_30_seconds_warns_for_the_last_5", () => {
  expect(untilWarning(60, 90, 62_000)).toBe(23_000);
  expect(untilWarning(60, 90, 85_000)).toBe(0);
});

test("a_short_step_warns_for_its_last_third", () => {
  expect(warningOf(6)).toBe(2);
});

test("two_moments_placed_a_little_apart_keep_their_distance_to_the_bit", () => {
  const clock = new Clock();
  const first = clock.place(60, 75_000, 500);
  expect(first).toBe(-14_500);
  expect(clock.place(60, 75_009, 505.3)).toBe(first);
});

test("after_a_jump_of_the_wall_clock_moments_are_placed_anew", () => {
  const clock = new Clock();
  clock.place(60, 75_000, 500);
  expect(clock.place(3_660, 3_675_000, 600)).toBe(-14_400);
});

test("steps_are_counted_from_the_epoch", () => {
  expect(stepAt(30, 61_999)).toEqual({ from: 60, until: 90 });
});
