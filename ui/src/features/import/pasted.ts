/** What a pasted or typed text is, as far as the page needs to tell. */

/** Holds the address of an account or of a transfer, alone or among other lines. */
export function isAddress(text: string): boolean {
  return /\botpauth(-migration)?:\/\//i.test(text);
}

/** Base32 alone, spaced as sites space it, and long enough to be nothing else. */
export function isSecret(text: string): boolean {
  return /^[a-z2-7]{16,}=*$/i.test(text.replace(/[\s-]/g, ""));
}
