/** A command made a new key for the vault, or has one waiting: what a user must be shown, and what told. */
import type { RecoverySheet, Rekeyed } from "../../bindings";
import { toasts } from "../../kit/toasts.svelte";
import { session } from "../../state/session.svelte";
import { sheets } from "../../state/sheets.svelte";
import { both, t } from "../../words";

/**
 * Shows the new sheet where there was one, on which `done` is said too; else leaves what it was asked in by `close`, and
 * says what was done. Nothing where the user was asked and said no.
 */
export async function tellRekeyed(rekeyed: Rekeyed | null, done: string, close: () => void) {
  if (!rekeyed) return;
  const { recovery, device_off } = rekeyed;
  if (recovery) sheets.open({ name: "recovery", sheet: recovery, renewed: true, deviceOff: device_off, done });
  else {
    close();
    toasts.show({ text: device_off ? both(done, t("ways-sheet-device-off")) : done });
  }
  await session.refresh();
}

/** A sheet that was asked for. Nothing where the user was asked and said no. */
export async function showRecovery(sheet: RecoverySheet | null, renewed: boolean) {
  if (!sheet) return;
  sheets.open({ name: "recovery", sheet, renewed, deviceOff: false, done: "" });
  await session.refresh();
}
