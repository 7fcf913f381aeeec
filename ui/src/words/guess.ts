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
