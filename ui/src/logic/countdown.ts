/** How long before its end a code counts as expiring: five seconds, less where the whole step is short. */
export function warningOf(period: number): number {
  return Math.min(5, period / 3);
}

/** How far a step has run, 0 to 1; a clock that stands outside the step counts as its nearer end. */
export function elapsed(from: number, until: number, nowMs: number): number {
  const share = (nowMs / 1000 - from) / (until - from);
  return Math.min(Math.max(share, 0), 1);
}

/** Milliseconds until a step starts to expire; 0 if it already does, or is over. */
export function untilWarning(from: number, until: number, nowMs: number): number {
  return Math.max(0, (until - warningOf(until - from)) * 1000 - nowMs);
}

/** The step of a period that contains a second, for rows whose code is not in the page. */
export function stepAt(period: number, nowMs: number): { from: number; until: number } {
  const from = Math.floor(nowMs / 1000 / period) * period;
  return { from, until: from + period };
}
