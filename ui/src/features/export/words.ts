/** What is said of formats, and of what they carry. */
import type { ExportedAccounts, ExportPreview, ExportTarget } from "../../bindings";
import { both, list, loss, series, t } from "../../words";

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
/** So many accounts are named; of more, the rest is counted. */
const NAMED = 3;
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
export function carriedBy(target: ExportTarget, { carried: count, left_out, losses }: ExportPreview): string {
  const left = left_out.length;
  if (left === 0 && losses.length === 0) return t("export-carried-whole", { ...appOf(target), count });
  const carried = t("export-carried", { ...appOf(target), count, left, total: count + left });
  return losses.length === 0 ? both(carried, t("export-nothing-else-lost")) : carried;
}
/** `left`: the names of those that stay behind. */
export function lossesBy(target: ExportTarget, { losses }: ExportPreview, left: string[]): string[] {
  const rest = left.length - NAMED;
  const names = rest > 1 ? { names: series(left.slice(0, NAMED)), more: rest } : { names: list(left), more: 0 };
  const { format, app } = appOf(target);
  return losses.map((reason) => loss(reason, format, app, names));
}

export function savedAs(target: ExportTarget, { file_name: file, entries: count, files }: ExportedAccounts): string {
  const saved = { ...appOf(target), file, count, more: files - 1 };
  if (target.encrypted) return t("export-saved-encrypted", saved);
  return target.name === "sheet" ? t("export-saved-sheet", saved) : t("export-saved-plain", saved);
}
