import { expect, test } from "vitest";
import { both, list, moment, series, when } from ".";

const DAY = 86_400;
const now = () => Date.now() / 1000;

test("a_day_of_this_year_is_told_without_it", () => {
  const year = new Date().getFullYear();
  expect(moment(new Date(year, 0, 4, 14, 20).getTime() / 1000)).toBe("4 Jan, 14:20");
  expect(moment(new Date(year - 1, 4, 4, 9, 5).getTime() / 1000)).toBe(`4 May ${year - 1}, 09:05`);
});

test("what_is_near_is_told_as_such_and_what_is_far_by_its_date", () => {
  expect(when(now())).toEqual({ when: "just now", far: "no" });
  expect(when(now() - 600)).toEqual({ when: "10 minutes ago", far: "no" });
  expect(when(now() - DAY)).toEqual({ when: "yesterday", far: "no" });
  expect(when(now() - 40 * DAY)).toEqual({ when: expect.stringMatching(/^\d{1,2} [A-Z][a-z]+ \d{4}$/), far: "yes" });
});

test("lists_end_or_are_gone_on_with", () => {
  expect(list(["1", "2", "3"])).toMatch(/^1, 2,? and 3$/);
  expect(series(["1", "2", "3"])).toBe("1, 2, 3");
});

test("two_sentences_stand_one_after_the_other", () => {
  expect(both("One.", "Two.")).toBe("One. Two.");
  expect(both("One.", "")).toBe("One.");
});
