/** A recovery code as it looks while it is typed back; whether it is right is for the shell to say. */
export const GROUPS = 7;
export const GROUP = 5;

/** Letters and digits alone, in one spelling: upper case, no full width, 0 for O, 1 for I and L. */
export function plain(typed: string): string {
  return (typed.normalize("NFKC").match(/[\p{L}\p{N}]/gu) ?? [])
    .join("")
    .toUpperCase()
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
}

/** How many characters there are too many. */
export function surplus(typed: string): number {
  return Math.max(0, plain(typed).length - GROUPS * GROUP);
}

/** In groups of five. Apart by spaces, as a line can break at every space but not at every hyphen. */
export function grouped(code: string): string {
  return (code.match(/.{1,5}/gsu) ?? []).join(" ");
}

/** What was typed in groups, and where the caret then stands: behind the same character as before. */
export function regroup(typed: string, caret: number): { text: string; caret: number } {
  const text = grouped(plain(typed));
  const before = plain(typed.slice(0, caret)).length;
  // At the end of a full group the caret waits behind the gap, where the next character goes.
  const gaps = before === plain(typed).length ? Math.max(0, Math.ceil(before / GROUP) - 1) : Math.floor(before / GROUP);
  return { text, caret: Math.min(before + gaps, text.length) };
}

/** Where a group stands in the grouped text, from 1. */
export function placeOfGroup(group: number): { from: number; to: number } {
  const from = (group - 1) * (GROUP + 1);
  return { from, to: from + GROUP };
}
