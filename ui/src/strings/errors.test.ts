import { expect, test } from "vitest";
import type { Change, ChangeKind } from "../bindings";
import { t } from ".";

const CODES = [
  "wrong_password", "weak_password", "damaged", "too_new", "not_a_vault", "locked", "absent", "exists", "changed_on_disk",
  "io", "no_space", "busy", "not_found", "invalid_secret", "invalid_uri", "invalid_digits", "invalid_period",
  "invalid_counter", "invalid_algorithm", "unsupported_type", "nothing_on_clipboard", "clipboard", "expired",
  "secret_missing", "secret_character", "already_here", "differs", "backup_failed", "password_due", "keyring_locked",
  "keyring_missing", "keyring_emptied", "keyring_changed", "keyring_slow", "device_off", "recovery_typo", "recovery_length",
  "wrong_recovery", "no_recovery", "password_needed", "other_vault", "merged", "second_backup_failed", "backup_stale",
  "older_file", "key_changed_kept", "quarantined", "too_many_devices", "repaired", "screen_refused",
  "screen_unsupported", "screen_failed", "pin_missing", "yandex_secret", "entry_unreadable",
];
const PROBLEMS = ["not_readable", "too_large", "not_a_picture", "other_picture", "on_a_page", "no_code", "no_account", "empty", "damaged", "vault", "unreadable", "too_slow", "no_reader", "needs_password", "newer", "account_restricted", "device_key", "pgp", "cipher", "keepass_1", "packing", "push_only", "too_costly", "too_new"];

test.each(CODES)("%s has a sentence of its own", (code) => {
  expect(t.sentence({ code, params: {} })).not.toContain(`(${code})`);
});

const REMARKS = ["lost", "code_unread", "without_code", "missing_parts", "nameless", "left_behind", "more"];

test.each(REMARKS)("the remark %s is one sentence or two, with and without its facts", (code) => {
  for (const params of [{}, { app: "WinAuth", field: "algorithm", count: "3", of: "4", missing: "2, 3" }]) {
    expect(t.remark({ code, params })).toMatch(/^[A-Z0-9][^!()]+\.$/);
  }
});

test.each(PROBLEMS)("a file's %s has words of its own", (code) => {
  expect(t.fileProblem("a.png", { code, params: {} })).toMatch(/^a\.png (?!could not be used)[^!]+\.$/);
  expect(t.filesProblem(12, { code, params: {} })).toMatch(/^12 files (?!could not be used)[^!]+\.$/);
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
  expect(t.review.missing({ have: 1, of: 2, missing: [2] })).toBe("Part 2 is missing.");
  expect(t.review.missing({ have: 1, of: 3, missing: [1, 2] })).toBe("Parts 1 and 2 are missing.");
  expect(t.review.batch({ have: 1, of: 2, missing: [1] })).toBe("Google transfer, part 2 of 2");
});

const MEANINGS = ["link", "wifi", "passkey", "sign_in", "authenticator", "contact", "message", "payment", "place", "event", "text"] as const;

test.each(MEANINGS)("a code that is a %s is named with and without a detail", (what) => {
  for (const detail of ["example", ""]) {
    const { name, note = "" } = t.review.other({ what, detail, picture: null });
    expect(name).not.toMatch(/undefined|“”|\s$|^\s|\s\s/);
    expect(note).toMatch(/^$|\.$/);
  }
});

test("what_is_missing_or_too_much_of_a_recovery_code_is_counted", () => {
  expect(t.sentence({ code: "recovery_length", params: { missing: "1" } })).toMatch(/^1 character is missing/);
  expect(t.sentence({ code: "recovery_length", params: { missing: "12" } })).toMatch(/^12 characters are missing/);
  expect(t.sentence({ code: "recovery_length", params: { extra: "2" } })).toMatch(/^2 characters too many/);
});

test.each([
  [{ added: "1", changed: "0", removed: "0", kept_both: "0" }, "Two copies were merged: 1 account added."],
  [{ added: "2", changed: "1", removed: "0", kept_both: "0" }, "Two copies were merged: 2 accounts added and 1 changed."],
  [{ added: "0", changed: "0", removed: "3", kept_both: "1" }, "Two copies were merged: 3 accounts removed and 1 kept twice, as the secrets differ."],
  [{ added: "0", changed: "0", removed: "0", kept_both: "0" }, "Two copies were merged; both held the same."],
])("a_merge_of_%j_is_told_in_one_sentence", (params, told) => {
  expect(t.sentence({ code: "merged", params })).toBe(told);
});

test("what_a_restore_would_do_is_counted_by_kind", () => {
  const change = (what: ChangeKind, id: string): Change => ({ id, issuer: "", account: "", what, parts: [] });
  expect(t.backups.compare({ changes: [change("added", "a"), change("removed", "b")], same: 1 })).toBe(
    "Restoring all would bring back 1 and move 1 to the trash. 1 account stays as it is.",
  );
  expect(t.backups.compare({ changes: [], same: 4 })).toMatch(/nothing to restore/);
});

test.each(["asked", "idle", "failed", "suspend", "screen", "hidden", "elsewhere"] as const)("a lock by %s is told in one sentence at most", (reason) => {
  expect(t.unlock.reason(reason)).toMatch(/^(Locked [^.]+\.( Your vault is safe on the disk\.)?)?$/);
});

test("a_day_of_this_year_is_told_without_it", () => {
  const year = new Date().getFullYear();
  expect(t.backups.at(new Date(year, 0, 4, 14, 20).getTime() / 1000)).toBe("4 Jan, 14:20");
  expect(t.backups.at(new Date(year - 1, 4, 4, 9, 5).getTime() / 1000)).toBe(`4 May ${year - 1}, 09:05`);
});
