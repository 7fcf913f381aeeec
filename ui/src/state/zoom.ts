/** The sizes that keys, the wheel and the settings lead through, in percent of the usual one. */
export const ZOOMS = [50, 67, 75, 90, 100, 110, 125, 150, 175, 200];

/** The size after this one: larger where `by` is 1, smaller where it is -1, and the last of its side stays. */
export function zoomedBy(by: 1 | -1, percent: number): number {
  const beyond = by > 0 ? ZOOMS.filter((one) => one > percent) : ZOOMS.filter((one) => one < percent).reverse();
  return beyond[0] ?? percent;
}

/** The size that a key with Ctrl or Command asks for; null if it asks for none. */
export function zoomedByKey({ key, code }: { key: string; code: string }, percent: number): number | null {
  if (key === "+" || key === "=") return zoomedBy(1, percent);
  if (key === "-") return zoomedBy(-1, percent);
  // On French keyboards the digit needs Shift, and no one presses that.
  return key === "0" || (code === "Digit0" && !/^[\x20-\x7e]$/.test(key)) ? 100 : null;
}
