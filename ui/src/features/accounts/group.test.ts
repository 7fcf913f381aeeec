import { expect, test } from "vitest";
import { group, hidden } from "./group";

test.each([
  ["481902", "481 902"],
  ["66201187", "6620 1187"],
  ["R4KQ7", "R4KQ7"],
  ["1234567", "1234 567"],
  ["123456789", "123 456 789"],
  ["1234567890", "12345 67890"],
  ["1", "1"],
  ["", ""],
])("%s is read as %s", (code, read) => {
  expect(group(code).replaceAll("\u00a0", " ")).toBe(read);
});

test("hidden_codes_keep_their_shape", () => {
  expect(hidden(6).replaceAll("\u00a0", " ")).toBe("••• •••");
});
