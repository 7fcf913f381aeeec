/** Splits a code the way people read it aloud: 3-3, 4-4; short and odd ones stay whole. */
export function group(code: string): string {
  const size = code.length === 6 || code.length === 9 ? 3 : code.length === 8 ? 4 : code.length === 7 ? 4 : code.length === 10 ? 5 : code.length;
  const parts: string[] = [];
  for (let at = 0; at < code.length; at += size) parts.push(code.slice(at, at + size));
  return parts.join("\u00a0");
}

/** Dots in the shape of a code that is hidden. */
export function hidden(length: number): string {
  return group("•".repeat(length));
}
