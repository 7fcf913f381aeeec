import { expect, test } from "vitest";
import { t } from ".";

const CODES = [
  "wrong_password", "weak_password", "damaged", "too_new", "not_a_vault", "locked", "absent", "exists", "changed_on_disk",
  "io", "no_space", "busy", "not_found", "invalid_secret", "invalid_uri", "invalid_digits", "invalid_period",
  "invalid_counter", "invalid_algorithm", "unsupported_type", "nothing_on_clipboard", "clipboard", "expired",
  "secret_missing", "secret_character", "already_here", "differs", "backup_failed",
];
const PROBLEMS = ["not_readable", "too_large", "not_a_picture", "no_code", "no_account", "empty", "damaged"];

test.each(CODES)("%s has a sentence of its own", (code) => {
  expect(t.sentence({ code, params: {} })).not.toContain(`(${code})`);
});

test.each(PROBLEMS)("a file's %s has words of its own", (code) => {
  expect(t.fileProblem("a.png", { code, params: {} })).toMatch(/^a\.png (?!could not be used)/);
});

test("an_unknown_code_is_said_with_the_code", () => {
  expect(t.sentence({ code: "internal", params: {} })).toContain("internal");
});

test("the_given_number_is_named", () => {
  expect(t.sentence({ code: "invalid_digits", params: { given: "12" } })).toContain("12");
});

test("no_sentence_shouts", () => {
  for (const code of CODES) expect(t.sentence({ code, params: {} })).not.toContain("!");
});

test("the_missing_parts_of_a_transfer_are_counted", () => {
  expect(t.review.missing({ have: 1, of: 2, missing: [2] })).toBe("Part 2 is missing: show it, then drop or paste it here.");
  expect(t.review.missing({ have: 1, of: 3, missing: [1, 2] })).toMatch(/^Parts 1 and 2 are missing/);
  expect(t.review.batch({ have: 1, of: 2, missing: [1] })).toBe("Google transfer, part 2 of 2");
});
