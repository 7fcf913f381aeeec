import { fold } from "../search/fold";

/** Where the hues stand on the wheel; far enough apart that neighbours in a list differ. */
const HUES = 24;

/** A hue in degrees from the issuer's name: the same for every spelling in case and accents. */
export function hueOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const char of fold(name)) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  // FNV leaves names that differ at the end close together; two rounds of murmur's finish part them.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (((hash ^ (hash >>> 16)) >>> 0) % HUES) * (360 / HUES);
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The first letter or digit of the name, upper-cased; nothing for a name of signs only. */
export function monogramOf(name: string): string {
  for (const { segment } of graphemes.segment(name.normalize("NFC"))) {
    if (/[\p{L}\p{N}]/u.test(segment)) return segment.toLocaleUpperCase();
  }
  return "";
}
