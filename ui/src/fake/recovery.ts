import type { RecoverySheet } from "../bindings";
import { GROUP, GROUPS, plain } from "../features/ways/recovery";
import { now } from "./desk";
import { scatter } from "./random";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A made-up code with real check characters, the same for every serial in every run. */
export function makeCode(serial: number): string[] {
  return Array.from({ length: GROUPS }, (_, i) => {
    const group = Array.from({ length: GROUP - 1 }, (_, j) => ALPHABET[scatter(`${serial}/${i}/${j}`) % 32]).join("");
    return group + checkOf(group, i + 1);
  });
}

export function sheetOf(groups: string[]): RecoverySheet {
  return { groups, vault: "7c1e50ab", made_at: now() };
}

/** The first group whose check does not hold; characters after the last group are not looked at. */
export function typoIn(typed: string): number | null {
  const code = plain(typed);
  for (let number = 1; number <= GROUPS; number++) {
    const group = code.slice((number - 1) * GROUP, number * GROUP);
    if ([...group].some((char) => !ALPHABET.includes(char))) return number;
    if (group.length === GROUP && group.at(-1) !== checkOf(group.slice(0, -1), number)) return number;
  }
  return null;
}

export const missingIn = (typed: string) => GROUPS * GROUP - plain(typed).length;

/** As the core does it: each character by a power of two in GF(2⁵), and the group's number. */
function checkOf(group: string, number: number): string {
  const double = (value: number) => ((value << 1) ^ (value & 16 ? 0b100101 : 0)) & 31;
  let sum = number;
  [...group].forEach((char, at) => {
    let value = ALPHABET.indexOf(char);
    for (let power = 0; power <= at; power++) value = double(value);
    sum ^= value;
  });
  return ALPHABET[sum] ?? "0";
}
