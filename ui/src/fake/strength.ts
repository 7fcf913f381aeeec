import type { Strength } from "../bindings";

const COMMON = ["password", "123456", "qwerty", "letmein"];

/** A rough stand-in for zxcvbn: length times alphabet. */
export function guess(password: string): Strength {
  const common = COMMON.some((word) => password.toLowerCase().startsWith(word));
  const alphabet = (/[a-z]/.test(password) ? 26 : 0) + (/[A-Z]/.test(password) ? 26 : 0) + (/\d/.test(password) ? 10 : 0) + (/[^\w]/.test(password) ? 20 : 0);
  const guesses = common ? 1_000 : Math.min(alphabet ** (password.length * 0.6), 1e30);
  const score = guesses < 1e3 ? 0 : guesses < 1e6 ? 1 : guesses < 1e8 ? 2 : guesses < 1e10 ? 3 : 4;
  return { score: common ? 0 : score, crack_seconds: guesses / 1e4, warning: common ? "common" : null };
}
