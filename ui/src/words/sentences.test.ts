import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Problem, Reason, Remark } from "../bindings";
import { keyringSays, merged, problem, problems, remarkOf, sentence, warning } from ".";

/** The codes of a union that the application has written, or of one of codes.ts. */
const bindings = readFileSync(new URL("../bindings/index.ts", import.meta.url), "utf8");
const source = readFileSync(new URL("codes.ts", import.meta.url), "utf8");
const declared = (text: string, union: string) => text.split(`export type ${union} =`)[1]?.split(/;\n\n|;\n$/)[0] ?? "";
const quoted = (text: string) => [...text.matchAll(/"([a-z_0-9]+)"/g)].map(([, code = ""]) => code);
const coded = (union: string) => [...declared(bindings, union).matchAll(/"code": "([a-z_0-9]+)"/g)].map(([, code = ""]) => code);
const CODES = {
  ErrorCode: coded("Reason"),
  RemarkCode: coded("Remark"),
  ProblemCode: quoted(declared(bindings, "Problem")),
  WarningCode: quoted(declared(bindings, "Weakness")),
  KeyringCode: quoted(declared(source, "KeyringCode")),
};
const codes = (union: keyof typeof CODES) => CODES[union];
const plain = (code: string, params: object = {}) => ({ code, params }) as Reason;
const remark = (code: string, params: object = {}) => ({ code, params }) as Remark;

test("the_unions_are_found", () => {
  for (const found of Object.values(CODES)) expect(found.length).toBeGreaterThan(5);
});

test.each(codes("ErrorCode"))("%s has a sentence of its own", (code) => {
  const told = sentence(plain(code));
  expect(told).not.toContain(`(${code})`);
  expect(told).toMatch(/^[A-Z…][^!]+(\.|otpauth:\/\/)$/);
});

test.each(codes("RemarkCode"))("the remark %s is one sentence or two, with and without its facts", (code) => {
  for (const params of [{}, { app: "WinAuth", field: "algorithm", count: 3, of: 4, missing: [2, 3] }]) {
    expect(remarkOf(remark(code, params))).toMatch(/^[A-Z0-9…][^!()]+\.$/);
  }
});

test.each(codes("ProblemCode"))("a file's %s has words of its own", (code) => {
  expect(problem("file", "a.png", code as Problem)).toMatch(/^a\.png (?!could not be used)[^!]+\.$/);
  expect(problem("clipboard", "", code as Problem)).toMatch(/^The clipboard [^!]+\.$/);
  expect(problems(12, code as Problem)).toMatch(/^12 (files|folders) (?!could not be used)[^!]+\.$/);
  expect(problems(1, code as Problem)).toMatch(/^1 (file|folder) (?!could not be used)[^!]+\.$/);
});

test.each(codes("KeyringCode"))("before the password field, %s says what to do", (code) => {
  expect(keyringSays(plain(code))).toMatch(/ype the password/);
});

test.each(codes("WarningCode"))("a password that is weak by %s is told why", (code) => {
  expect(warning(code)).toMatch(/\.$/);
});

test("a_code_that_is_not_known_is_said_with_the_code", () => {
  expect(sentence(plain("of_tomorrow"))).toContain("(of_tomorrow)");
  expect(problem("file", "a.png", "internal" as Problem)).toBe("a.png could not be used (internal).");
  expect(problems(2, "internal" as Problem)).toBe("2 files could not be used (internal).");
  expect(remarkOf(remark("of_tomorrow"))).toContain("(of_tomorrow)");
  expect(warning("internal")).toBe("");
});

test("the_given_number_is_named", () => {
  expect(sentence(plain("invalid_digits", { given: 12 }))).toContain("12");
});

test("a_fact_that_is_missing_is_an_ellipsis", () => {
  expect(sentence(plain("invalid_digits", { given: null }))).toBe("A code cannot have … digits. Use 1 to 10.");
  expect(sentence(plain("backup_stale"))).toContain("for … days");
});

test("what_came_without_a_name_is_told_for_what_it_is", () => {
  expect(problem("clipboard", "", "no_account" as Problem)).toMatch(/^The clipboard holds no authenticator account\. For a secret/);
  expect(problem("screen", "", "too_slow" as Problem)).toMatch(/^The screens could not be searched in time\./);
  expect(problem("typed", "", "too_slow" as Problem)).toMatch(/^What you typed could not be searched in time\. Crop it/);
});

test("what_is_missing_or_too_much_of_a_recovery_code_is_counted", () => {
  expect(sentence(plain("recovery_length", { missing: 1 }))).toMatch(/^1 character is missing/);
  expect(sentence(plain("recovery_length", { missing: 12 }))).toMatch(/^12 characters are missing/);
  expect(sentence(plain("recovery_length", { extra: 1 }))).toMatch(/^1 character too many/);
  expect(sentence(plain("recovery_length", { extra: 2 }))).toMatch(/^2 characters too many/);
});

test.each([
  [{ added: 1, changed: 0, removed: 0, kept_both: 0 }, "Two copies were merged. 1 account was added."],
  [{ added: 2, changed: 1, removed: 0, kept_both: 0 }, "Two copies were merged. 2 accounts were added. 1 account was changed."],
  [
    { added: 0, changed: 0, removed: 3, kept_both: 1 },
    "Two copies were merged. 3 accounts were removed. 1 account was kept twice, as the secrets differ.",
  ],
  [{ added: 0, changed: 0, removed: 0, kept_both: 0 }, "Two copies were merged; both held the same."],
])("a_merge_of_%j_is_told_in_whole_sentences", (params, told) => {
  expect(merged(params)).toBe(told);
});

test("what_another_program_has_saved_is_told_as_a_change_made_elsewhere", () => {
  const told = (params: object) => sentence(plain("merged", { added: 0, changed: 0, removed: 0, kept_both: 0, ...params }));
  expect(told({ added: 1 })).toBe("Changed elsewhere: 1 account added.");
  expect(told({ added: 2, removed: 1 })).toBe("Changed elsewhere: 2 accounts added. 1 account removed.");
});
