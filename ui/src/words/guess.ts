export type GuessUnit = "instant" | "second" | "minute" | "hour" | "day" | "month" | "year" | "century" | "ages";

const SPANS: [GuessUnit, number][] = [
  ["century", 3_155_760_000],
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** The time to guess a password in the largest unit that fits; over a thousand centuries is just ages. */
export function timeToGuess(seconds: number): { unit: GuessUnit; count: number } {
  if (!(seconds < 1_000 * 3_155_760_000)) return { unit: "ages", count: 0 };
  for (const [unit, length] of SPANS) {
    if (seconds >= length) return { unit, count: Math.floor(seconds / length) };
  }
  return { unit: "instant", count: 0 };
}

const DAY = 86_400;
const YEAR = 31_557_600;

/** How many of four tiles the time to guess fills: less than a day, than a year, than a century, or more. */
export function tilesOf(seconds: number): 1 | 2 | 3 | 4 {
  if (seconds < DAY) return 1;
  if (seconds < YEAR) return 2;
  return seconds < 100 * YEAR ? 3 : 4;
}
