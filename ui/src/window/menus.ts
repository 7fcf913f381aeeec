/** The two menus of the main screen, as lists. */
import type { Row } from "../bindings";
import { edit, remove } from "../features/accounts";
import { capture } from "../features/import";
import type { Item } from "../kit/Menu.svelte";
import { attempt } from "../state/attempt";
import { session } from "../state/session.svelte";
import { sheets } from "../state/sheets.svelte";
import { t } from "../strings";

export const mainItems: Item[] = [
  { label: t.menu.import, icon: "file", run: capture.files },
  { label: t.menu.backup, icon: "save", run: () => sheets.open({ name: "backup" }) },
  { label: t.menu.backups, icon: "restore", run: () => sheets.open({ name: "backups" }) },
  { label: t.menu.move, icon: "leave", run: () => sheets.open({ name: "move" }) },
  { label: t.menu.trash, icon: "remove", apart: true, run: () => sheets.open({ name: "trash" }) },
  { label: t.menu.settings, icon: "settings", keys: "Ctrl ,", run: () => sheets.open({ name: "settings" }) },
  { label: t.menu.keys, icon: "keys", keys: "?", run: () => sheets.open({ name: "keys" }) },
  { label: t.menu.lock, icon: "lock", keys: "Ctrl L", apart: true, run: () => session.lock() },
];

/** `reveal` is there only where codes are hidden. */
export function rowItems(row: Row, copy: () => unknown, reveal?: () => unknown): Item[] {
  return [
    { label: t.actions.copy, icon: "copy", keys: "Enter", run: copy },
    ...(reveal ? [{ label: t.actions.reveal, icon: "eye", keys: "Space", run: reveal } as const] : []),
    { label: t.actions.edit, icon: "edit", keys: "Ctrl E", run: () => sheets.open({ name: "edit", row }) },
    {
      label: row.pinned ? t.actions.unpin : t.actions.pin,
      icon: "pin",
      run: () => attempt(() => edit(row, { pinned: !row.pinned })),
    },
    ...(row.confirmed
      ? []
      : [{ label: t.actions.confirm, icon: "check", run: () => attempt(() => edit(row, { confirmed: true })) } as const]),
    { label: t.actions.remove, icon: "remove", keys: "Del", danger: true, apart: true, run: () => remove(row) },
  ];
}
