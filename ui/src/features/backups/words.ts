/** What is said of copies of the vault. */
import type { ChangeKind, Comparison, Generation } from "../../bindings";
import { near, t } from "../../words";

/** How old it is and how much is in it. */
export function detailsOf({ saved_at, entries, state, bytes }: Generation): string {
  const kib = Math.max(1, Math.round(bytes / 1024));
  const held = state === "empty" ? 0 : entries;
  return [near(saved_at), held === null ? t("backups-size", { kib }) : t("backups-count", { count: held })].filter(Boolean).join(" · ");
}

/** What restoring all of it would do. */
export function comparisonOf({ changes, same }: Comparison): string {
  const count = (kind: ChangeKind) => changes.filter(({ what }) => what === kind).length;
  return t("backups-compare", { added: count("added"), changed: count("changed"), removed: count("removed"), same });
}
