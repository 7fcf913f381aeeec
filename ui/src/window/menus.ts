/** The two menus of the main screen, as lists. */
import type { Row } from "../bindings";
import { copyNextCount, edit, remove, tagAll } from "../features/accounts";
import { capture } from "../features/import";
import type { Item } from "../kit/Menu.svelte";
import { attempt } from "../state/attempt";
import { session } from "../state/session.svelte";
import { sheets } from "../state/sheets.svelte";
import { ORDER, vault } from "../state/vault.svelte";
import { keyLabel, short, t } from "../words";

/** What is chosen here opens a menu of its own in the place of this one. */
export const mainItems = (orders: () => void): Item[] => [
  { label: t("accounts-order"), icon: "order", run: orders },
  { label: t("menu-import"), icon: "file", apart: true, run: capture.files },
  { label: t("menu-backup"), icon: "save", run: () => sheets.open({ name: "backup" }) },
  { label: t("menu-backups"), icon: "restore", run: () => sheets.open({ name: "backups" }) },
  { label: t("menu-export"), icon: "leave", run: () => sheets.open({ name: "move" }) },
  { label: t("menu-trash"), icon: "remove", apart: true, run: () => sheets.open({ name: "trash" }) },
  { label: t("menu-health"), icon: "shield", run: () => sheets.open({ name: "health" }) },
  { label: t("menu-settings"), icon: "settings", keys: keyLabel("Mod ,"), run: () => sheets.open({ name: "settings" }) },
  { label: t("menu-keys"), icon: "keys", keys: "?", run: () => sheets.open({ name: "keys" }) },
  { label: t("menu-lock"), icon: "lock", keys: keyLabel("Mod L"), apart: true, run: () => session.lock() },
];

export const orderItems = (): Item[] =>
  ORDER.map((order) => ({
    label: t(`accounts-order-${order}`),
    icon: "check",
    checked: vault.order === order,
    oneOf: true,
    run: () => session.save({ order }),
  }));

/** The tags there are, ticked where all of these accounts have them, and a new one. */
export function tagItems(rows: Row[], tags: string[]): Item[] {
  const ids = rows.map(({ id }) => id);
  return [
    ...tags.map((tag): Item => {
      const checked = rows.every((row) => row.tags.includes(tag));
      return { label: short(tag), icon: "check", checked, run: () => attempt(() => tagAll(ids, tag, !checked)) };
    }),
    { label: t("accounts-tag-new"), icon: "plus", apart: tags.length > 0, run: () => sheets.open({ name: "newTag", ids }) },
  ];
}

/** `reveal` is there only where codes are hidden, `reorder` where the order is the user's own. */
export function rowItems(row: Row, copy: () => unknown, reveal?: () => unknown, reorder?: (by: 1 | -1) => unknown): Item[] {
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
    ...(reorder
      ? [
          { label: t("accounts-move-up"), icon: "up", keys: keyLabel("Alt Shift ↑"), run: () => reorder(-1) } as const,
          { label: t("accounts-move-down"), icon: "down", keys: keyLabel("Alt Shift ↓"), run: () => reorder(1) } as const,
        ]
      : []),
    ...(row.confirmed
      ? []
      : [{ label: t("accounts-confirm"), hint: t("accounts-fresh"), icon: "check", run: () => attempt(() => edit(row, { confirmed: true })) } as const]),
    { label: t("codes-title"), icon: "list", run: () => sheets.open({ name: "codes", row }) },
    { label: t("accounts-refused"), icon: "help", run: () => sheets.open({ name: "refused", row }) },
    { label: t("accounts-remove"), icon: "remove", keys: keyLabel("Del"), danger: true, apart: true, run: () => remove(row) },
  ];
}
