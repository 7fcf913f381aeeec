import { expect, test } from "vitest";
import type { ExportTarget, Loss, Lost } from "../../bindings";
import { carriedBy, lossesBy, savedAs, titleOfTarget } from "./words";

const target = (name: string, title: string, encrypted = false): ExportTarget => ({ name, title, encrypted });
const uris = target("uris", "otpauth URIs, one a line");
const aegis = target("aegis-encrypted", "Aegis, encrypted", true);
const sheet = target("sheet", "Printed sheet of Tessera");
const stratum = target("stratum", "Stratum");
const account: Lost = { loss: "account", count: 5, names: [] };

test("a_format_that_is_no_app_is_named_by_itself", () => {
  expect(titleOfTarget(uris)).toBe("Text file");
  expect(titleOfTarget(aegis)).toBe("Move to Aegis");
  expect(carriedBy(uris, { carried: 2, left_out: 0, losses: [] })).toBe("This file takes all 2 accounts. Nothing is lost.");
  expect(carriedBy(sheet, { carried: 1, left_out: 1, losses: [account] })).toBe("The sheet takes 1 of 2 accounts.");
});

test("those_of_which_something_is_lost_are_named_and_the_rest_is_counted", () => {
  const named = [
    { issuer: "Mill", account: "ada" },
    { issuer: "Loom", account: "" },
    { issuer: "", account: "bo" },
    { issuer: "", account: "" },
  ];
  const told = (lost: Lost) => lossesBy(uris, { carried: 1, left_out: 0, losses: [lost] })[0];
  expect(told({ ...account, count: 4, names: named })).toEqual({
    said: "4 accounts stay behind: this file has no codes of their kind.",
    names: ["Mill · ada", "Loom", "bo", "No name"],
  });
  expect(told({ ...account, count: 6, names: named })?.names.at(-1)).toBe("and 2 more");
  expect(told({ ...account, count: 1 })?.said).toBe("1 account stays behind: this file has no codes of its kind.");
});

test("every_loss_has_words_and_one_that_is_not_known_too", () => {
  for (const loss of ["trash", "labels", "tags", "note", "pin", "shared", "iphone", "of-tomorrow"] as Loss[]) {
    for (const count of [1, 3]) {
      expect(lossesBy(stratum, { carried: 1, left_out: 0, losses: [{ loss, count, names: [] }] })[0]?.said).toMatch(/^[A-Z1-3][^!…]+\.$/);
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
