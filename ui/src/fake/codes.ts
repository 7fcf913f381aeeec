import type { Row, RowCode } from "../bindings";
import { scatter } from "./random";

const STEAM = "23456789BCDFGHJKMNPQRTVWXY";

/** Made-up digits that depend on the entry and its step alone. */
function digits(row: Row, step: number): string {
  const seed = `${row.id}/${step}`;
  if (row.kind === "steam") {
    return Array.from({ length: 5 }, (_, i) => STEAM[scatter(`${seed}/${i}`) % STEAM.length]).join("");
  }
  return Array.from({ length: row.digits }, (_, i) => scatter(`${seed}/${i}`) % 10).join("");
}

/** The code of a row at a second; of a HOTP row only once it was asked for. */
export function codeAt(row: Row, now: number, asked: Set<string>): RowCode | null {
  if (row.kind === "hotp") {
    if (!asked.has(row.id)) return null;
    const code = digits(row, Number(row.counter));
    return { id: row.id, code, next: null, valid_from: null, valid_until: null };
  }
  const period = row.period ?? 30;
  const step = Math.floor(now / period);
  return {
    id: row.id,
    code: digits(row, step),
    next: digits(row, step + 1),
    valid_from: step * period,
    valid_until: (step + 1) * period,
  };
}
