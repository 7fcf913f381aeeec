import { expect, test } from "vitest";
import { type Around, type Press, wishOf } from "./keys";

const press = (key: string, more: Partial<Press> = {}): Press => ({ key, code: "", mod: false, alt: false, shift: false, ...more });
const around = (more: Partial<Around> = {}): Around => ({ query: "", typing: false, columns: 1, page: 8, inList: false, hidesCodes: false, ...more });

test("a_digit_copies_the_nth_code_while_the_search_is_empty", () => {
  expect(wishOf(press("3", { code: "Digit3" }), around())).toEqual({ do: "nth", index: 2 });
});

test("a_digit_in_a_search_is_typed", () => {
  expect(wishOf(press("3", { code: "Digit3" }), around({ query: "git" }))).toEqual({ do: "type" });
});

test("alt_and_a_digit_copies_always_even_where_alt_makes_another_sign", () => {
  expect(wishOf(press("£", { code: "Digit3", alt: true }), around({ query: "git" }))).toEqual({ do: "nth", index: 2 });
});

test("a_digit_above_a_shifted_sign_is_not_a_digit", () => {
  expect(wishOf(press("!", { code: "Digit1", shift: true }), around())).toEqual({ do: "type" });
});

test("paste_captures_unless_the_focus_is_in_a_text", () => {
  expect(wishOf(press("v", { mod: true }), around({ query: "a" }))).toEqual({ do: "capture" });
  expect(wishOf(press("v", { mod: true }), around({ typing: true }))).toBeNull();
});

test("the_screen_is_scanned_by_its_key_alone_even_with_caps_lock", () => {
  expect(wishOf(press("S", { mod: true, shift: true }), around({ typing: true }))).toEqual({ do: "scan" });
  expect(wishOf(press("s", { mod: true, shift: true }), around())).toEqual({ do: "scan" });
  expect(wishOf(press("s", { mod: true }), around())).toBeNull();
});

test("down_moves_by_a_line_of_columns", () => {
  expect(wishOf(press("ArrowDown"), around({ columns: 3 }))).toEqual({ do: "move", by: 3 });
});

test("left_and_right_belong_to_the_text_while_there_is_any", () => {
  expect(wishOf(press("ArrowLeft"), around({ columns: 3, query: "a" }))).toBeNull();
});

test("space_shows_a_hidden_code_only_where_codes_are_hidden", () => {
  expect(wishOf(press(" "), around({ hidesCodes: true }))).toEqual({ do: "reveal" });
  expect(wishOf(press(" "), around())).toEqual({ do: "type" });
  expect(wishOf(press(" "), around({ hidesCodes: true, query: "a" }))).toEqual({ do: "type" });
  expect(wishOf(press(" "), around({ hidesCodes: true, query: "a", inList: true }))).toEqual({ do: "reveal" });
});

test("a_question_mark_shows_the_keys_and_can_be_searched_for", () => {
  expect(wishOf(press("?"), around())).toEqual({ do: "keys" });
  expect(wishOf(press("?"), around({ query: "a" }))).toEqual({ do: "type" });
});

test("delete_removes_an_account_only_where_it_cannot_mean_a_letter", () => {
  expect(wishOf(press("Delete"), around({ query: "a" }))).toBeNull();
  expect(wishOf(press("Delete"), around({ query: "a", inList: true }))).toEqual({ do: "remove" });
});

test.each(["Shift", "Tab", "F5", "Dead"])("%s asks for nothing", (key) => {
  expect(wishOf(press(key), around())).toBeNull();
});
