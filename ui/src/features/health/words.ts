/** The lines of the health page as words. */
import type { Fact, Concern, InOrder, NamedAccount } from "../../bindings";
import { day, sentence, t } from "../../words";

/** What was found, and what to do about it. */
export interface Said {
  text: string;
  hint?: string;
}

export function saidOf(concern: Concern): Said {
  switch (concern.code) {
    case "backup_trouble":
      return { text: sentence(concern.params.reason) };
    case "no_backup":
      return { text: t("health-no-backup"), hint: t("health-no-backup-hint") };
    case "one_disk": {
      const { saved_at } = concern.params;
      return { text: t("health-one-disk"), hint: saved_at === null ? t("health-one-disk-hint") : t("health-one-disk-old", { at: day(saved_at) }) };
    }
    case "no_recovery":
      return { text: t("health-no-recovery"), hint: t("health-no-recovery-hint") };
    case "recovery_unfinished":
      return { text: t("settings-recovery-unfinished") };
    case "weak_derivation":
      return { text: t("settings-weak") };
    case "clock":
      return concern.params.sync === "off"
        ? { text: t("health-clock-off"), hint: t("health-clock-off-hint") }
        : { text: t("health-clock-awaited"), hint: t("health-clock-awaited-hint") };
    case "unreadable":
      return { text: t("backups-quarantine-bar", concern.params) };
    case "conflicts":
      return { text: t("backups-conflicts-bar", concern.params) };
    case "same_secret":
      return { text: t("health-same-secret", { count: concern.params.groups.length }), hint: t("health-same-secret-hint") };
    case "weak_secret":
      return { text: t("health-weak-secret", { count: concern.params.accounts.length }), hint: t("health-weak-secret-hint") };
    case "unconfirmed":
      return { text: t("health-unconfirmed", { count: concern.params.accounts.length }), hint: t("health-unconfirmed-hint") };
    case "few_recovery_codes":
      return { text: t("health-few-recovery-codes", { count: concern.params.accounts.length }), hint: t("health-few-recovery-codes-hint") };
    case "unused":
      return { text: t("health-unused", { count: concern.params.accounts.length }), hint: t("health-unused-hint") };
    default:
      return concern satisfies never;
  }
}

/** The accounts that a line is about, those of one secret side by side; none where it is about no account. */
export function accountsOf(concern: Concern): NamedAccount[] {
  switch (concern.code) {
    case "same_secret":
      return concern.params.groups.flat();
    case "weak_secret":
    case "unconfirmed":
    case "few_recovery_codes":
    case "unused":
      return concern.params.accounts;
    default:
      return [];
  }
}

export function factSays(fact: Fact): string {
  switch (fact.code) {
    case "keyring":
      return t("health-keyring", fact.params);
    case "screen_pictures":
      return t("health-screen-pictures");
    case "core_dumps":
      return t("health-core-dumps");
    case "plain_swap":
      return t("health-plain-swap");
    case "clipboard_history":
      return t("health-clipboard-history");
    case "clock_unknown":
      return t("health-clock-unknown");
    default:
      return fact satisfies never;
  }
}

export function orderSays(what: InOrder): string {
  switch (what.code) {
    case "no_twins":
      return t("health-order-no-twins");
    case "strong_secrets":
      return t("health-order-strong-secrets");
    case "all_confirmed":
      return t("health-order-all-confirmed");
    case "backup":
      return t("health-order-backup", { at: day(what.params.saved_at), count: what.params.entries });
    case "second_folder":
      return t("health-order-second-folder");
    case "saved_backup":
      return t("health-order-saved-backup", { at: day(what.params.saved_at), count: what.params.entries });
    case "recovery":
      return t("health-order-recovery");
    case "derivation":
      return t("health-order-derivation");
    case "clock":
      return t("health-order-clock");
    case "no_core_dumps":
      return t("health-order-no-core-dumps");
    case "swap":
      return t("health-order-swap");
    default:
      return what satisfies never;
  }
}
