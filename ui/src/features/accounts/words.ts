/** What is said of how an account makes its codes. */
import type { Algorithm, Kind } from "../../bindings";
import { series, t } from "../../words";

/** The same in every language. */
export const ALGORITHMS: Record<Algorithm, string> = { SHA1: "SHA-1", SHA256: "SHA-256", SHA512: "SHA-512" };

interface Settings {
  kind: Kind;
  algorithm: Algorithm;
  digits: number;
  period: number | null;
}

/** "SHA-1, 6 digits, 30 seconds" */
export function settingsOf({ kind, algorithm, digits, period }: Settings): string {
  return series([
    ...(kind === "totp" || kind === "hotp" ? [ALGORITHMS[algorithm]] : [t(`accounts-kind-${kind}`)]),
    t("refused-settings-digits", { count: digits }),
    ...(period === null ? [] : [t("refused-settings-period", { count: period })]),
  ]);
}

/** How the clock stands to that of a time server, from how many milliseconds it is behind. */
export function comparedSays(behind: number): string {
  const seconds = (Math.abs(behind) / 1000).toFixed(1);
  if (Math.abs(behind) < 1000) return t("clock-right");
  return behind > 0 ? t("clock-behind", { seconds }) : t("clock-ahead", { seconds });
}
