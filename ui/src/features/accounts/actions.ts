/** What a user can do with accounts, from wherever it is asked: row, menu or key. */
import { backend } from "../../backend";
import type { Copied, EntryEdit, Row, Undo } from "../../bindings";
import { toasts } from "../../kit/toasts.svelte";
import { attempt } from "../../state/attempt";
import { offerUndo } from "../../state/undo";
import { nameAlone, vault } from "../../state/vault.svelte";
import { short, t } from "../../words";

export const copy = (row: Row): Promise<boolean> => take(row, backend.copyCode);

/** The next code of a counter, which is used up by it. */
export const copyNextCount = (row: Row): Promise<boolean> => take(row, backend.copyNextCount);

function take(row: Row, from: (id: string) => Promise<Copied>): Promise<boolean> {
  return attempt(async () => {
    const copied = await from(row.id);
    const text = t(copied.which === "next" ? "accounts-copied-next" : "accounts-copied", { name: nameAlone(copied), seconds: copied.clears_in });
    toasts.show({ text, action: { label: t("accounts-keep"), run: () => attempt(keepClipboard) } });
    if (row.kind === "hotp") await vault.refreshCodes();
  });
}

async function keepClipboard() {
  await backend.keepClipboard();
  toasts.show({ text: t("accounts-kept") });
}

export async function remove(row: Row) {
  await attempt(async () => {
    const name = nameAlone(row);
    const { undo } = await backend.removeEntry(row.id);
    await vault.load();
    offerUndo(t("accounts-removed", { name }), undo);
  });
}

export async function edit(row: Row, change: Partial<EntryEdit>) {
  const { issuer, account, tags, pinned, confirmed } = row;
  await backend.editEntry(row.id, { issuer, account, tags, pinned, confirmed, ...change });
  await vault.load();
}

/** Right above or below another one, in the user's own order. */
export async function move(row: Row, beside: Row, below: boolean) {
  await attempt(() => withUndo(backend.moveEntry(row.id, beside.id, below), t("accounts-moved", { name: nameAlone(row) })));
}

export async function removeAll(rows: Row[]) {
  await attempt(() => withUndo(backend.removeEntries(rows.map(({ id }) => id)), t("accounts-removed-all", { count: rows.length })));
}

export async function pinAll(rows: Row[], pinned: boolean) {
  const count = rows.length;
  const done = pinned ? t("accounts-pinned-all", { count }) : t("accounts-unpinned-all", { count });
  await attempt(() => withUndo(backend.pinEntries(rows.map(({ id }) => id), pinned), done));
}

export async function tagAll(ids: string[], tag: string, on: boolean) {
  const told = { tag: short(tag), count: ids.length };
  await withUndo(backend.tagEntries(ids, tag, on), on ? t("accounts-tagged", told) : t("accounts-untagged", told));
}

/** An empty name takes the tag off. */
export async function renameTag(from: string, to: string) {
  const done = to === "" ? t("accounts-tag-gone", { tag: short(from) }) : t("accounts-tag-renamed", { from: short(from), to: short(to) });
  await withUndo(backend.renameTag(from, to), done);
}

async function withUndo(doing: Promise<Undo>, done: string) {
  const { undo } = await doing;
  await vault.load();
  offerUndo(done, undo);
}
