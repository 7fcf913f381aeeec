import { expect, test } from "vitest";
import { shortcutOf } from "./shortcut";

const press = (held: string, key: string, code: string) =>
  shortcutOf({ key, code, ctrlKey: held.includes("C"), altKey: held.includes("A"), shiftKey: held.includes("S"), metaKey: held.includes("M") });

test.each([
  ["CA", " ", "Space", "Ctrl+Alt+Space"],
  ["C", "o", "KeyO", "Ctrl+O"],
  ["CS", "O", "KeyO", "Ctrl+Shift+O"],
  ["CASM", "q", "KeyA", "Ctrl+Alt+Shift+Super+Q"],
  ["A", "щ", "KeyO", "Alt+O"],
  ["A", "œ", "KeyQ", "Alt+Q"],
  ["M", "&", "Digit1", "Super+1"],
  ["", "F9", "F9", "F9"],
  ["S", "F12", "F12", "Shift+F12"],
])("%s and %s on %s is %s", (held, key, code, shortcut) => {
  expect(press(held, key, code)).toBe(shortcut);
});

test.each([
  ["", "o", "KeyO"],
  ["S", "O", "KeyO"],
  ["", " ", "Space"],
  ["C", "Control", "ControlLeft"],
  ["CA", "Alt", "AltLeft"],
  ["C", "Enter", "Enter"],
  ["C", "é", "Semicolon"],
  ["C", "F13", "F13"],
])("%s and %s on %s is none", (held, key, code) => {
  expect(press(held, key, code)).toBeNull();
});
