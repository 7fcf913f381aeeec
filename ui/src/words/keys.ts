/** Keys as they are printed on the keyboard of this system. */
import type { MessageId } from "./messages";
import { t } from "./speech.svelte";

interface Platform {
  platform?: string;
  userAgentData?: { platform?: string };
}

export function isMac({ userAgentData, platform }: Platform = globalThis.navigator ?? {}): boolean {
  return /mac/i.test(userAgentData?.platform || platform || "");
}

/** In the order in which a Mac writes them. */
const ON_A_MAC = { Alt: "⌥", Shift: "⇧", Mod: "⌘" };
const MODIFIERS = { Mod: "keys-name-ctrl", Alt: "keys-name-alt", Shift: "keys-name-shift" } as const;
const NAMES: Record<string, MessageId> = {
  Enter: "keys-name-enter",
  Space: "keys-name-space",
  Escape: "keys-name-escape",
  Delete: "keys-name-delete",
  Del: "keys-name-delete-short",
};

/** For "Mod Shift S": "Ctrl Shift S", and "⇧⌘S" on a Mac. `Mod` is Ctrl, or Command there. */
export function keyLabel(keys: string, mac = isMac()): string {
  const parts = keys.split(" ");
  const isModifier = (part: string): part is keyof typeof MODIFIERS => part in MODIFIERS;
  const held = parts.filter(isModifier);
  const rest = parts.filter((part) => !isModifier(part)).join(" ");
  const name = mac && rest === "Enter" ? t("keys-name-return") : NAMES[rest] ? say(NAMES[rest]) : rest;
  if (!mac) return [...held.map((part) => t(MODIFIERS[part])), name].join(" ");
  return Object.entries(ON_A_MAC).map(([part, sign]) => (held.includes(part as "Mod") ? sign : "")).join("") + name;
}
/** For "Ctrl+Alt+Space": "Ctrl Alt Space", and "⌃⌥Space" on a Mac. */
export function shortcutLabel(shortcut: string, mac = isMac()): string {
  const parts = shortcut.split("+");
  const signs: Record<string, string> = { Ctrl: "⌃", Alt: "⌥", Shift: "⇧", Super: "⌘" };
  const names: Record<string, MessageId> = { Ctrl: "keys-name-ctrl", Alt: "keys-name-alt", Shift: "keys-name-shift", Super: "keys-name-super", ...NAMES };
  const said = parts.map((part) => (mac && signs[part]) || (names[part] ? say(names[part]) : part));
  return said.join(mac ? "" : " ");
}

const say = (id: MessageId) => t(id as "keys-name-enter");
