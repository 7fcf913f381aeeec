import { expect, test } from "vitest";
import { grouped, placeOfGroup, plain, regroup, surplus } from "./recovery";

test.each([
  ["4k7qz-9abcd", "4K7QZ9ABCD"],
  [" 4K7QZ . 9ABCD\n", "4K7QZ9ABCD"],
  ["oO iIlL", "001111"],
  ["４Ｋ７ＱＺ", "4K7QZ"],
  ["4K7Q–Z_9·A", "4K7QZ9A"],
  ["4K7U!", "4K7U"],
  ["", ""],
])("%j is read as %s", (typed, read) => {
  expect(plain(typed)).toBe(read);
});

test.each([
  ["4K7QZ", "4K7QZ"],
  ["4K7QZ9", "4K7QZ 9"],
  ["4K7QZ9ABCDE", "4K7QZ 9ABCD E"],
  ["", ""],
])("%s is shown as %j", (code, shown) => {
  expect(grouped(code)).toBe(shown);
});

test("what_is_typed_beyond_seven_groups_is_counted", () => {
  expect(surplus("4K7QZ-".repeat(7))).toBe(0);
  expect(surplus(`${"4K7QZ ".repeat(7)}9A`)).toBe(2);
});

test("typing_a_sixth_character_opens_a_gap_and_the_caret_stays_behind_it", () => {
  expect(regroup("4k7qz9", 6)).toEqual({ text: "4K7QZ 9", caret: 7 });
});

test("a_character_put_in_between_pushes_the_rest_on_and_the_caret_stays_behind_it", () => {
  expect(regroup("4XK7QZ 9ABCD", 2)).toEqual({ text: "4XK7Q Z9ABC D", caret: 2 });
});

test("a_character_taken_out_pulls_the_rest_back", () => {
  expect(regroup("4K7Q 9ABCD", 4)).toEqual({ text: "4K7Q9 ABCD", caret: 4 });
});

test("a_typed_separator_moves_nothing", () => {
  expect(regroup("4K7QZ-", 6)).toEqual({ text: "4K7QZ", caret: 5 });
});

test("a_group_is_found_in_the_text_that_is_shown", () => {
  const { from, to } = placeOfGroup(2);
  expect(grouped("4K7QZ9ABCDEFGHJ").slice(from, to)).toBe("9ABCD");
});
