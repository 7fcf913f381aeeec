/** What is said of formats, and of what they carry. */
import type { AccountName, ExportedAccounts, ExportPreview, ExportTarget } from "../../bindings";
import { both, loss, short, t } from "../../words";

/** Where there is more to say than the name of an app. */
const FORMATS = {
  uris: ["export-name-uris", "export-hint-uris"],
  google: ["export-name-google", "export-hint-google"],
  "google-qr": ["export-name-google-qr", "export-hint-google-qr"],
  sheet: ["export-name-sheet", "export-hint-sheet"],
} as const;
/** Names of apps, without the title's word on how their file is kept. */
const APPS: Record<string, string> = {
  "aegis-encrypted": "Aegis",
  "2fas-encrypted": "2FAS",
  "bitwarden-encrypted": "Bitwarden",
  google: "Google Authenticator",
  "google-qr": "Google Authenticator",
};
/** What is typed by whoever means it; the shell knows it, too. */
export const WORD = "plaintext";

const ofFormat = ({ name }: ExportTarget) => FORMATS[name as keyof typeof FORMATS] as (typeof FORMATS)["uris"] | undefined;
const appOf = (target: ExportTarget) => ({ format: target.name, app: APPS[target.name] ?? target.title });

export function nameOfTarget(target: ExportTarget): string {
  const [name] = ofFormat(target) ?? [];
  return name ? t(name) : appOf(target).app;
}
export function hintOfTarget(target: ExportTarget): string {
  const [, hint] = ofFormat(target) ?? [];
  return hint ? t(hint) : "";
}
export function titleOfTarget(target: ExportTarget): string {
  return ofFormat(target) ? nameOfTarget(target) : t("export-to", { app: nameOfTarget(target) });
}

export function nothingCarried(target: ExportTarget): string {
  return t("export-none", appOf(target));
}
export function carriedBy(target: ExportTarget, { carried: count, left_out: left, losses }: ExportPreview): string {
  if (left === 0 && losses.length === 0) return t("export-carried-whole", { ...appOf(target), count });
  const carried = t("export-carried", { ...appOf(target), count, left, total: count + left });
  return losses.length === 0 ? both(carried, t("export-nothing-else-lost")) : carried;
}
/** What is lost, and of which accounts: the last word may be how many more there are. */
export function lossesBy(target: ExportTarget, { losses }: ExportPreview): { said: string; names: string[] }[] {
  const { format, app } = appOf(target);
  return losses.map((lost) => {
    const names = lost.names.map(nameOf);
    const more = lost.count - names.length;
    return { said: loss(lost, format, app), names: more > 0 ? [...names, t("export-more", { count: more })] : names };
  });
}
function nameOf({ issuer, account }: AccountName): string {
  return [issuer, account].filter(Boolean).map(short).join(" · ") || t("review-nameless");
}

export function savedAs(target: ExportTarget, { file_name: file, entries: count, files }: ExportedAccounts): string {
  const saved = { ...appOf(target), file, count, more: files - 1 };
  if (target.encrypted) return t("export-saved-encrypted", saved);
  return target.name === "sheet" ? t("export-saved-sheet", saved) : t("export-saved-plain", saved);
}
