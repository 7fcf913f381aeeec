/** Numbers, dates and lists as the language that is spoken writes them. */
import { locale, t } from "./speech.svelte";

/** The date of something older than this says enough. */
const NEAR_DAYS = 30;

/** By the one clock of the page: a test may have moved it. */
const today = () => new Date(Date.now());

/** "1, 2 and 3". */
export function list(items: string[]): string {
  return new Intl.ListFormat(locale()).format(items);
}

/** "GitHub, Proton, Steam", to be gone on with. */
export function series(items: string[]): string {
  return new Intl.ListFormat(locale(), { type: "unit" }).format(items);
}

/** For a message with a time in it: "3 hours ago" and "yesterday", or the date of what lies too far back. */
export function when(unixSeconds: number): { when: string; far: "yes" | "no" } {
  const ago = near(unixSeconds);
  return ago === null ? { when: day(unixSeconds), far: "yes" } : { when: ago, far: "no" };
}

/** "3 hours ago", "yesterday"; nothing for what lies too far back. */
export function near(unixSeconds: number): string | null {
  const ago = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  const then = new Date(unixSeconds * 1000);
  const minutes = Math.round((Date.now() - then.getTime()) / 60_000);
  if (minutes < 1) return t("time-just-now");
  if (minutes < 60) return ago.format(-minutes, "minute");
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(today()) - midnight(then)) / 86_400_000);
  if (days === 0) return ago.format(-Math.round(minutes / 60), "hour");
  return days <= NEAR_DAYS ? ago.format(-days, "day") : null;
}

/** "4 May 2026". */
export function day(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toLocaleDateString(locale(), { dateStyle: "medium" });
}

/** "4 May, 14:20", with its year where that is not this year's. */
export function moment(unixSeconds: number): string {
  const then = new Date(unixSeconds * 1000);
  const year = then.getFullYear() === today().getFullYear() ? {} : ({ year: "numeric" } as const);
  return then.toLocaleString(locale(), { day: "numeric", month: "short", ...year, hour: "2-digit", minute: "2-digit" });
}

/** "14:20:07", of today. */
export function clockTime(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toLocaleTimeString(locale(), { timeStyle: "medium" });
}

/** Two whole sentences, one after the other. */
export function both(first: string, second: string): string {
  return [first, second].filter(Boolean).join(" ");
}
