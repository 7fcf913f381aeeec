/** A key for every app, as the settings keep it: "Ctrl+Alt+Space". */

type Press = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "altKey" | "shiftKey" | "metaKey">;

/** What was pressed; null where it is no key for every app: one that types something needs more than Shift beside it. */
export function shortcutOf({ key, code, ctrlKey, altKey, shiftKey, metaKey }: Press): string | null {
  const name = nameOf(key, code);
  if (name === null || !(ctrlKey || altKey || metaKey || isFunction(name))) return null;
  const held = [ctrlKey && "Ctrl", altKey && "Alt", shiftKey && "Shift", metaKey && "Super"];
  return [...held.filter(Boolean), name].join("+");
}

/** The letter that is printed on the key, where the layout has letters of the alphabet. */
function nameOf(key: string, code: string): string | null {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  if (isFunction(key)) return key;
  return code === "Space" ? code : (/^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? null);
}

const isFunction = (key: string) => /^F([1-9]|1[0-2])$/.test(key);
