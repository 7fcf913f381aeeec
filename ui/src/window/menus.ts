/** The two menus of the main screen, as lists. */
import type { Row } from "../bindings";
import { copyNextCount, edit, remove } from "../features/accounts";
import { capture } from "../features/import";
import type { Item } from "../kit/Menu.svelte";
import { attempt } from "../state/attempt";
import { session } from "../state/session.svelte";
import { sheets } from "../state/sheets.svelte";
import { keyLabel, t } from "../words";

export const mainItems = (): Item[] => [
  { label: t("menu-import"), icon: "file", run: capture.files },
  { label: t("menu-backup"), icon: "save", run: () => sheets.open({ name: "backup" }) },
  { label: t("menu-backups"), icon: "restore", run: () => sheets.open({ name: "backups" }) },
  { label: t("menu-export"), icon: "leave", run: () => sheets.open({ name: "move" }) },
  { label: t("menu-trash"), icon: "remove", apart: true, run: () => sheets.open({ name: "trash" }) },
  { label: t("menu-settings"), icon: "settings", keys: keyLabel("Mod ,"), run: () => sheets.open({ name: "settings" }) },
  { label: t("menu-keys"), icon: "keys", keys: "?", run: () => sheets.open({ name: "keys" }) },
  { label: t("menu-lock"), icon: "lock", keys: keyLabel("Mod L"), apart: true, run: () => session.lock() },
];

/** `reveal` is there only where codes are hidden. */
export function rowItems(row: Row, copy: () => unknown, reveal?: () => unknown): Item[] {
  return [
    { label: t("accounts-copy"), icon: "copy", keys: keyLabel("Enter"), run: copy },
    ...(row.kind === "hotp" ? [{ label: t("accounts-next-count"), icon: "next", run: () => copyNextCount(row) } as const] : []),
    ...(reveal ? [{ label: t("accounts-reveal"), icon: "eye", keys: keyLabel("Space"), run: reveal } as const] : []),
    { label: t("accounts-edit"), icon: "edit", keys: keyLabel("Mod E"), run: () => sheets.open({ name: "edit", row }) },
    {
      label: row.pinned ? t("accounts-unpin") : t("accounts-pin"),
      icon: "pin",
      run: () => attempt(() => edit(row, { pinned: !row.pinned })),
    },
    ...(row.confirmed
      ? []
      : [{ label: t("accounts-confirm"), hint: t("accounts-fresh"), icon: "check", run: () => attempt(() => edit(row, { confirmed: true })) } as const]),
    { label: t("accounts-refused"), icon: "help", run: () => sheets.open({ name: "refused", row }) },
    { label: t("accounts-remove"), icon: "remove", keys: keyLabel("Del"), danger: true, apart: true, run: () => remove(row) },
  ];
}
