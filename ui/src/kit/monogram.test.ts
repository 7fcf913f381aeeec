import { expect, test } from "vitest";
import { hueOf, monogramOf } from "./monogram";

test("a_name_keeps_its_hue_whatever_its_case_and_accents", () => {
  expect(hueOf("Société")).toBe(hueOf("SOCIETE"));
});

test("names_spread_over_the_wheel", () => {
  const names = ["GitHub", "GitLab", "Proton", "Steam", "Amazon", "Hetzner", "Nextcloud", "Slack", "OVH", "npm"];
  expect(new Set(names.map(hueOf)).size).toBeGreaterThanOrEqual(7);
});

test.each([
  ["github", "G"],
  ["  élan", "É"],
  ["@home", "H"],
  ["1Password", "1"],
  ["日本", "日"],
  ["…", ""],
  ["", ""],
])("the monogram of %j is %j", (name, letter) => {
  expect(monogramOf(name)).toBe(letter);
});
