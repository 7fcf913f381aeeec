/** What a user can do with accounts, from wherever it is asked: row, menu or key. */
import { backend } from "../../backend";
import type { Copied, EntryEdit, Row } from "../../bindings";
import { toasts } from "../../kit/toasts.svelte";
import { attempt } from "../../state/attempt";
import { offerUndo } from "../../state/undo";
import { nameAlone, vault } from "../../state/vault.svelte";
import { t } from "../../words";

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
