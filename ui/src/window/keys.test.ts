import { expect, test } from "vitest";
import { type Around, type Press, wishOf } from "./keys";

const press = (key: string, more: Partial<Press> = {}): Press => ({ key, code: "", mod: false, alt: false, shift: false, ...more });
const around = (more: Partial<Around> = {}): Around => ({ query: "", typing: false, inText: false, hasSelection: false, columns: 1, page: 8, inList: false, hidesCodes: false, ...more });

test("a_digit_is_typed_so_that_1Password_can_be_searched", () => {
  for (const query of ["", "git"]) {
    expect(wishOf(press("1", { code: "Digit1" }), around({ query }))).toEqual({ do: "type" });
  }
});

test.each([
  ["т", "KeyN", { do: "add" }],
  ["д", "KeyL", { do: "lock" }],
  ["λ", "KeyL", { do: "lock" }],
  ["у", "KeyE", { do: "edit" }],
  ["м", "KeyV", { do: "capture" }],
  ["ω", "KeyV", { do: "capture" }],
  ["б", "Comma", { do: "settings" }],
])("ctrl with %s on %s works by place where the layout has no Latin letter", (key, code, wish) => {
  expect(wishOf(press(key, { code, mod: true }), around())).toEqual(wish);
});

test("a_latin_layout_is_followed_wherever_its_letters_sit", () => {
  // Dvorak has its n on the key of the American l, and its l on that of the p.
  expect(wishOf(press("n", { code: "KeyL", mod: true }), around())).toEqual({ do: "add" });
  expect(wishOf(press("l", { code: "KeyP", mod: true }), around())).toEqual({ do: "lock" });
});

test("ctrl_c_copies_the_code_unless_text_is_selected", () => {
  expect(wishOf(press("c", { mod: true }), around({ query: "git", typing: true }))).toEqual({ do: "copy" });
  expect(wishOf(press("c", { mod: true }), around({ query: "git", typing: true, hasSelection: true }))).toBeNull();
});

test("alt_and_shift_move_an_account_and_shift_alone_selects", () => {
  expect(wishOf(press("ArrowUp", { alt: true, shift: true }), around())).toEqual({ do: "reorder", by: -1 });
  expect(wishOf(press("ArrowDown", { alt: true, shift: true }), around({ columns: 3 }))).toEqual({ do: "reorder", by: 1 });
  expect(wishOf(press("ArrowDown", { shift: true }), around({ columns: 3 }))).toEqual({ do: "mark", by: 3 });
  expect(wishOf(press("a", { mod: true }), around())).toEqual({ do: "markAll" });
  expect(wishOf(press("a", { mod: true }), around({ query: "git", typing: true }))).toBeNull();
});

test("ctrl_z_takes_back_what_was_done_and_leaves_a_text_its_own", () => {
  expect(wishOf(press("z", { mod: true }), around())).toEqual({ do: "undo" });
  expect(wishOf(press("z", { mod: true }), around({ query: "git", typing: true }))).toBeNull();
});

test("alt_and_a_digit_copies_always_even_where_alt_makes_another_sign", () => {
  expect(wishOf(press("£", { code: "Digit3", alt: true }), around({ query: "git" }))).toEqual({ do: "nth", index: 2 });
});

test("a_digit_above_a_shifted_sign_is_not_a_digit", () => {
  expect(wishOf(press("!", { code: "Digit1", shift: true }), around())).toEqual({ do: "type" });
});

test("paste_captures_unless_the_focus_is_in_a_text", () => {
  expect(wishOf(press("v", { mod: true }), around({ query: "a" }))).toEqual({ do: "capture" });
  expect(wishOf(press("v", { mod: true }), around({ inText: true }))).toBeNull();
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
