/** What a user can do with accounts, from wherever it is asked: row, menu or key. */
import { backend } from "../../backend";
import type { EntryEdit, Review, Row } from "../../bindings";
import { t } from "../../strings";
import { sheets } from "../../state/sheets.svelte";
import { attempt, toasts } from "../../kit/toast.svelte";
import { vault } from "../../state/vault.svelte";

export function nameOf(row: { issuer: string; account: string }): string {
  return row.issuer || row.account;
}

export async function copy(row: Row): Promise<boolean> {
  return attempt(async () => {
    const copied = await backend.copyCode(row.id);
    const words = copied.which === "next" ? t.toast.copiedNext : t.toast.copied;
    toasts.show({ text: words(nameOf(copied), copied.clears_in), action: { label: t.toast.keep, run: keepClipboard } });
    if (row.kind === "hotp") await vault.refreshCodes();
  });
}

async function keepClipboard() {
  await backend.keepClipboard();
  toasts.show({ text: t.toast.kept });
}

export async function remove(row: Row) {
  await attempt(async () => {
    const { undo } = await backend.removeEntry(row.id);
    await vault.load();
    offerUndo(t.toast.removed(nameOf(row)), undo);
  });
}

export async function edit(row: Row, change: Partial<EntryEdit>) {
  const { issuer, account, tags, note, pinned, confirmed } = row;
  await backend.editEntry(row.id, { issuer, account, tags, note, pinned, confirmed, ...change });
  await vault.load();
}

export function offerUndo(text: string, token: string) {
  const run = async () => {
    await backend.undo(token);
    await vault.load();
  };
  toasts.show({ text, action: { label: t.undo, run } });
}

export function openReview(review: Review) {
  sheets.open({ name: "review", review });
}

/** Whoever asks says what went wrong. */
export async function chooseBackup() {
  const chosen = await backend.chooseBackup();
  if (chosen) sheets.open({ name: "restore", file: chosen.file_name });
}
