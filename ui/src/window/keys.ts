/** What a key asks for on the main screen; nothing of the page in here, so that it can be read as a table. */
export type Wish =
  | { do: "add" | "capture" | "scan" | "lock" | "settings" | "edit" | "remove" | "menu" | "copy" | "reveal" | "keys" | "clear" | "type" | "search" | "undo" | "markAll" }
  | { do: "move" | "mark"; by: number }
  | { do: "reorder"; by: 1 | -1 }
  | { do: "nth"; index: number };

export interface Press {
  key: string;
  /** Where the key sits: Cyrillic and Greek layouts have no Latin letters, and Alt turns digits into other signs. */
  code: string;
  /** Ctrl, or Command on a Mac. */
  mod: boolean;
  alt: boolean;
  shift: boolean;
}

export interface Around {
  query: string;
  /** The focus is in a text field that holds ordinary text, or may come to. */
  typing: boolean;
  /** The focus is in a text field. */
  inText: boolean;
  /** Text is selected in that field. */
  hasSelection: boolean;
  columns: number;
  /** How many rows a page has. */
  page: number;
  /** The last key moved the selection, so Space belongs to the list and not to the search. */
  inList: boolean;
  hidesCodes: boolean;
}

const WITH_MOD: Record<string, Wish> = {
  n: { do: "add" },
  l: { do: "lock" },
  ",": { do: "settings" },
  e: { do: "edit" },
  f: { do: "search" },
};

/** What works whatever lies over the list. */
export const ANYWHERE: Wish["do"][] = ["lock", "capture", "scan"];

/** What is done with what the list shows, and so has to wait until that is what was typed. */
export const ON_ROWS: Wish["do"][] = ["copy", "nth", "move", "mark", "markAll", "reorder", "reveal", "menu", "edit", "remove"];

/** The sign of a shortcut: what the layout makes of the key where that is Latin, else what stands on it in the US. */
function signOf(key: string, code: string): string {
  if (/^[\x20-\x7e]$/.test(key)) return key.toLowerCase();
  return code === "Comma" ? "," : (/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key);
}

export function wishOf({ key, code, mod, alt, shift }: Press, around: Around): Wish | null {
  const idle = around.query === "";
  if (mod) {
    if (alt) return null;
    const sign = signOf(key, code);
    if (shift) return sign === "s" ? { do: "scan" } : null;
    // In a text field it is the pasted text that says what it is for.
    if (sign === "v") return around.inText ? null : { do: "capture" };
    if (sign === "c") return around.hasSelection ? null : { do: "copy" };
    if (sign === "a") return around.typing ? null : { do: "markAll" };
    if (sign === "z") return around.typing ? null : { do: "undo" };
    return WITH_MOD[sign] ?? null;
  }
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  if (alt && shift && (key === "ArrowUp" || key === "ArrowDown")) return { do: "reorder", by: key === "ArrowUp" ? -1 : 1 };
  if (alt) return digit ? { do: "nth", index: Number(digit) - 1 } : null;
  switch (key) {
    case "ArrowDown":
      return { do: shift ? "mark" : "move", by: around.columns };
    case "ArrowUp":
      return { do: shift ? "mark" : "move", by: -around.columns };
    case "ArrowRight":
      return idle && around.columns > 1 ? { do: "move", by: 1 } : null;
    case "ArrowLeft":
      return idle && around.columns > 1 ? { do: "move", by: -1 } : null;
    case "PageDown":
      return { do: "move", by: around.page };
    case "PageUp":
      return { do: "move", by: -around.page };
    case "Home":
      return idle ? { do: "move", by: -Infinity } : null;
    case "End":
      return idle ? { do: "move", by: Infinity } : null;
    case "Enter":
      return { do: "copy" };
    case "Escape":
      return { do: "clear" };
    case "Delete":
      return idle || around.inList ? { do: "remove" } : null;
    case "ContextMenu":
      return { do: "menu" };
    case "F1":
      return { do: "keys" };
    case "F10":
      return shift ? { do: "menu" } : null;
    case " ":
      return around.hidesCodes && (idle || around.inList) ? { do: "reveal" } : { do: "type" };
    case "?":
      return idle ? { do: "keys" } : { do: "type" };
  }
  return [...key].length === 1 ? { do: "type" } : null;
}
