import { expect, test } from "vitest";
import type { ExportTarget, Loss, LossCount } from "../../bindings";
import { carriedBy, lossesBy, savedAs, titleOfTarget } from "./words";

const target = (name: string, title: string, encrypted = false): ExportTarget => ({ name, title, encrypted });
const uris = target("uris", "otpauth URIs, one a line");
const aegis = target("aegis-encrypted", "Aegis, encrypted", true);
const sheet = target("sheet", "Printed sheet of Tessera");
const stratum = target("stratum", "Stratum");
const account: LossCount = { loss: "account", count: 5 };

test("a_format_that_is_no_app_is_named_by_itself", () => {
  expect(titleOfTarget(uris)).toBe("Text file");
  expect(titleOfTarget(aegis)).toBe("Move to Aegis");
  expect(carriedBy(uris, { carried: 2, left_out: [], losses: [] })).toBe("This file takes all 2 accounts. Nothing is lost.");
  expect(carriedBy(sheet, { carried: 1, left_out: ["a"], losses: [account] })).toBe("The sheet takes 1 of 2 accounts.");
});

test("of_many_that_stay_behind_three_are_named", () => {
  const told = (names: string[]) => lossesBy(uris, { carried: 1, left_out: [], losses: [{ ...account, count: names.length }] }, names)[0];
  expect(told(["A"])).toBe("A stays behind: this file has no codes of its kind.");
  expect(told(["A", "B", "C", "D"])).toMatch(/^A, B, C,? and D stay behind: this file has no codes of their kind\.$/);
  expect(told(["A", "B", "C", "D", "E"])).toBe("A, B, C, and 2 more stay behind: this file has no codes of their kind.");
});

test("every_loss_has_words_and_one_that_is_not_known_too", () => {
  for (const loss of ["trash", "labels", "tags", "note", "pin", "shared", "iphone", "of-tomorrow"] as Loss[]) {
    for (const count of [1, 3]) {
      expect(lossesBy(stratum, { carried: 1, left_out: [], losses: [{ loss, count }] }, [])[0]).toMatch(/^[A-Z1-3][^!…]+\.$/);
    }
  }
});

test("what_was_saved_says_where_and_what_to_do_next", () => {
  const left = { file_name: "a.json", entries: 2, files: 1 };
  expect(savedAs(aegis, left)).toBe("Saved as a.json: 2 accounts. Open it in Aegis with the password for the file.");
  expect(savedAs(stratum, { ...left, files: 3 })).toBe(
    "Saved as a.json and 2 more: 2 accounts, not encrypted. Delete the files once the other app has the accounts.",
  );
  expect(savedAs(sheet, left)).toBe("Saved as a.json: 2 accounts, not encrypted. Print it, then delete the file.");
});
