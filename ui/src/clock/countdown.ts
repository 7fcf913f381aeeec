/** How long before its end a code counts as expiring: five seconds, less where the whole step is short. */
export function warningOf(period: number): number {
  return Math.min(5, period / 3);
}

/**
 * Places moments of the wall clock on the page's own time line. The two are tied once and stay so until
 * they have drifted apart, so that all that is placed ticks in the same frame, not a millisecond astray.
 */
export class Clock {
  static readonly DRIFT_MS = 40;
  #between = NaN;

  place(seconds: number, wallMs: number, pageMs: number): number {
    const between = pageMs - wallMs;
    if (!(Math.abs(between - this.#between) < Clock.DRIFT_MS)) this.#between = between;
    return seconds * 1000 + this.#between;
  }
}

/** Milliseconds until a step starts to expire; 0 if it already does, or is over. */
export function untilWarning(from: number, until: number, nowMs: number): number {
  return Math.max(0, (until - warningOf(until - from)) * 1000 - nowMs);
}

/** The code of the step after is on its way for so long at most. */
const LATE_MS = 1_500;

/** Milliseconds until a code whose step has ended is surely over; 0 if it is. */
export function untilOver(until: number, nowMs: number): number {
  return Math.max(0, until * 1000 + LATE_MS - nowMs);
}

/** The step of a period that contains a second, for rows whose code is not in the page. */
export function stepAt(period: number, nowMs: number): { from: number; until: number } {
  const from = Math.floor(nowMs / 1000 / period) * period;
  return { from, until: from + period };
}
