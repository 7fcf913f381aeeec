/** Two languages that nobody speaks, made from English as it is read: what breaks with them breaks in a real one. */
import { ENGLISH, languages } from "../words/languages";

const PLAIN = "abcdefghiklmnoprstuvwyzACDEGHIKLMNOPRSTUWYZ";
const ACCENTED = "åƀçđéƒĝĥîķļɱñöþŕšţûṽŵýžÅÇÐÉĜĤÎĶĻṀÑÖÞŔŠŢÛŴÝŽ";

/** Every letter bears an accent, and every vowel stands twice: about 40 % longer. */
export function accented(text: string): string {
  const longer = text.replace(/[aeiou]/g, "$&$&");
  return [...longer].map((letter) => [...ACCENTED][PLAIN.indexOf(letter)] ?? letter).join("");
}

/** The same, forced to run from right to left. */
export function mirrored(text: string): string {
  const [from, to] = [0x202e, 0x202c].map((mark) => String.fromCharCode(mark));
  return text.replace(/\S+/g, (word) => `${from}${accented(word)}${to}`);
}

export function addPseudoLanguages() {
  languages["en-XA"] = { locale: "en-XA", dir: "ltr", load: async () => ENGLISH, transform: accented };
  languages["en-XB"] = { locale: "en-XB", dir: "rtl", load: async () => ENGLISH, transform: mirrored };
}
