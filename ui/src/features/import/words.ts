/** What is said of sources, of parts of a transfer, and of codes that are no account. */
import type { Batch, DraftRow, OtherCode, Problem, SourceReport } from "../../bindings";
import { list, problem, t } from "../../words";

const SOURCES = { paste: "clipboard", screen: "screen", text: "typed", drop: "unnamed" } as const;

/** What a review says first: how much was found, or that it holds nothing new. */
export function titleOf(drafts: DraftRow[], sealed: number): string {
  const count = drafts.length;
  if (count === 0 && sealed > 0) return t("review-sealed", { count: sealed });
  const isAllHere = count > 0 && drafts.every(({ status }) => status === "duplicate");
  return t(isAllHere ? "review-nothing-new" : "review-found", { count });
}

/** How many there are of each status, where there is more than one; what can be added comes first. */
export function countsOf(drafts: DraftRow[]): string[] {
  const count = (...of: DraftRow["status"][]) => drafts.filter(({ status }) => of.includes(status)).length;
  const counts = [
    { of: count("new"), say: "review-count-new" },
    { of: count("conflict"), say: "review-count-conflict" },
    { of: count("invalid", "unsupported"), say: "review-count-unusable" },
    { of: count("duplicate"), say: "review-count-duplicate" },
  ] as const;
  const told = counts.filter((each) => each.of > 0);
  return told.length > 1 ? told.map((each) => t(each.say, { count: each.of })) : [];
}

/** What is wrong with what came in a way that gives it no name. */
export function nothingIn(way: keyof typeof SOURCES, code: Problem): string {
  return problem(SOURCES[way], "", code);
}
export function problemOf(name: string, code: Problem): string {
  return problem(name ? "file" : "unnamed", name, code);
}

export function sealOf({ app, problem }: SourceReport): string {
  return problem ? t("review-seal-guess", { app }) : t("review-seal", { app });
}
/** Why it did not open, where it could be more than the password. */
export function notOpened({ sealed, problem, app }: SourceReport, keyFile: boolean): string | null {
  if (problem) return t("review-not-opened-guess", { app });
  if (sealed !== "password_or_key_file") return null;
  return keyFile ? t("review-not-opened-with-key-file") : t("review-not-opened-without-key-file");
}

export function batchOf({ have, of, missing }: Batch): string {
  const first = Array.from({ length: of }, (_, i) => i + 1).find((part) => !missing.includes(part));
  return have === 1 && first ? t("review-batch-part", { part: first, of }) : t("review-batch-parts", { have, of });
}
export function missingOf({ missing }: Batch): string {
  return t("review-missing", { count: missing.length, parts: list(missing.map(String)) });
}

/** What a code is that is no account, and what it is for. */
export function otherOf({ what, detail }: OtherCode): { name: string; note?: string } {
  switch (what) {
    case "link":
      return { name: detail ? t("review-other-link-to", { host: detail }) : t("review-other-link") };
    case "wifi":
      return { name: detail ? t("review-other-wifi-named", { network: detail }) : t("review-other-wifi") };
    case "passkey":
      return { name: t("review-other-passkey"), note: t("review-other-passkey-note") };
    case "sign_in":
      return detail
        ? { name: t("review-other-sign-in-of", { app: detail }), note: t("review-other-sign-in-of-note", { app: detail }) }
        : { name: t("review-other-sign-in"), note: t("review-other-sign-in-note") };
    case "authenticator":
      return detail
        ? { name: t("review-other-authenticator-of", { app: detail }), note: t("review-other-authenticator-of-note", { app: detail }) }
        : { name: t("review-other-authenticator"), note: t("review-other-authenticator-note") };
    case "barcode":
      return {
        name: detail ? t("review-other-barcode-of", { kind: detail }) : t("review-other-barcode"),
        note: t("review-other-barcode-note"),
      };
    default:
      return { name: t(`review-other-${what}`) };
  }
}
