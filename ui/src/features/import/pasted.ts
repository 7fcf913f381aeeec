/** What a pasted or typed text is, as far as the page needs to tell. */

/** Holds the address of an account or of a transfer, alone or among other lines. */
export function isAddress(text: string): boolean {
  return /\botpauth(-migration)?:\/\//i.test(text);
}

/** What someone may want to look for: a few words, and not the place of a file, as file managers copy one. */
export function isSearch(text: string): boolean {
  return /^[^\n\r]{1,80}$/.test(text.trim()) && !/^(\/|~|\\\\|[a-z]:\\|[a-z-]+:\/\/)/i.test(text.trim());
}

/** Base32 alone, spaced as sites space it, and long enough to be nothing else. */
export function isSecret(text: string): boolean {
  return /^[a-z2-7]{16,}=*$/i.test(text.replace(/[\s-]/g, ""));
}
