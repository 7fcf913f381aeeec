import { expect, test } from "vitest";
import { batchOf, missingOf, otherOf } from "./words";

test("the_missing_parts_of_a_transfer_are_counted", () => {
  expect(missingOf({ have: 1, of: 2, missing: [2] })).toBe("Part 2 is missing.");
  expect(missingOf({ have: 1, of: 3, missing: [1, 2] })).toBe("Parts 1 and 2 are missing.");
  expect(batchOf({ have: 1, of: 2, missing: [1] })).toBe("Google transfer, part 2 of 2");
});

const MEANINGS = ["link", "wifi", "passkey", "sign_in", "authenticator", "contact", "message", "payment", "place", "event", "bytes", "text", "barcode"] as const;

test.each(MEANINGS)("a code that is a %s is named with and without a detail", (what) => {
  for (const detail of ["example", ""]) {
    const { name, note = "" } = otherOf({ source: 0, what, detail, picture: null });
    expect(name).not.toMatch(/undefined|“”|…|\s$|^\s|\s\s/);
    expect(note).toMatch(/^$|\.$/);
  }
});
