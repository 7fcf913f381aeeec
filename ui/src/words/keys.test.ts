import { expect, test } from "vitest";
import { isMac, keyLabel, shortcutLabel } from "./keys";

test.each([
  ["Mod ,", "Ctrl ,", "⌘,"],
  ["Mod Shift S", "Ctrl Shift S", "⇧⌘S"],
  ["Alt 1 – 9", "Alt 1 – 9", "⌥1 – 9"],
  ["Shift F10", "Shift F10", "⇧F10"],
  ["Enter", "Enter", "Return"],
  ["Escape", "Esc", "Esc"],
  ["Del", "Del", "Del"],
  ["?", "?", "?"],
])("%s is %s, and on a Mac %s", (keys, elsewhere, mac) => {
  expect(keyLabel(keys, false)).toBe(elsewhere);
  expect(keyLabel(keys, true)).toBe(mac);
});

test.each([
  ["Ctrl+Alt+Space", "Ctrl Alt Space", "⌃⌥Space"],
  ["Shift+Super+Q", "Shift Super Q", "⇧⌘Q"],
  ["F9", "F9", "F9"],
])("the shortcut %s is %s, and on a Mac %s", (shortcut, elsewhere, mac) => {
  expect(shortcutLabel(shortcut, false)).toBe(elsewhere);
  expect(shortcutLabel(shortcut, true)).toBe(mac);
});

test("a_mac_is_known_by_what_the_browser_says_of_the_system", () => {
  expect(isMac({ platform: "MacIntel" })).toBe(true);
  expect(isMac({ userAgentData: { platform: "macOS" }, platform: "" })).toBe(true);
  expect(isMac({ platform: "Linux x86_64" })).toBe(false);
  expect(isMac({ userAgentData: { platform: "Windows" }, platform: "Win32" })).toBe(false);
  expect(isMac({})).toBe(false);
});
