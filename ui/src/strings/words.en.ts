/** How this language counts and dates; shared by all its strings. */
import { makePlural } from "./plural";

export const plural = makePlural("en");
export const list = new Intl.ListFormat("en");
const ago = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const number = new Intl.NumberFormat("en");

export const accounts = (count: number) => plural(count, { one: "# account", other: "# accounts" });
export const seconds = (count: number) => plural(count, { one: "# second", other: "# seconds" });
export const days = (count: number) => plural(count, { one: "# day", other: "# days" });
export const kibibytes = (bytes: number) => `${number.format(Math.max(1, Math.round(bytes / 1024)))} KiB`;

/** The date of something older than this says enough. */
const NEAR_DAYS = 30;

/** By the one clock of the page: a test may have moved it. */
const today = () => new Date(Date.now());

/** "3 hours ago", "yesterday", "on 4 May 2026": as near as it helps. */
export function when(unixSeconds: number): string {
  return near(unixSeconds) ?? `on ${day(unixSeconds)}`;
}

/** "3 hours ago", "yesterday"; nothing for what lies too far back. */
export function near(unixSeconds: number): string | null {
  const then = new Date(unixSeconds * 1000);
  const minutes = Math.round((Date.now() - then.getTime()) / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return ago.format(-minutes, "minute");
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(today()) - midnight(then)) / 86_400_000);
  if (days === 0) return ago.format(-Math.round(minutes / 60), "hour");
  return days <= NEAR_DAYS ? ago.format(-days, "day") : null;
}

/** "4 May 2026". */
export function day(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toLocaleDateString("en-GB", { dateStyle: "medium" });
}

/** "4 May, 14:20", with its year where that is not this year's. */
export function moment(unixSeconds: number): string {
  const then = new Date(unixSeconds * 1000);
  const year = then.getFullYear() === today().getFullYear() ? {} : ({ year: "numeric" } as const);
  return then.toLocaleString("en-GB", { day: "numeric", month: "short", ...year, hour: "2-digit", minute: "2-digit" });
}
