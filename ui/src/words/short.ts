/** How much of a name is drawn, in UTF-16 units: a file may give one that would keep the page busy for minutes. */
export const LONGEST = 300;

/** A name as far as it is drawn; only the edit form has the whole of a longer one. */
export function short(name: string): string {
  if (name.length <= LONGEST) return name;
  // Never half of a character.
  return `${name.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
