import { backend } from "../backend";
import { toasts } from "../kit/toasts.svelte";
import { t } from "../words";
import { attempt } from "./attempt";
import { session } from "./session.svelte";
import { sheets } from "./sheets.svelte";
import { vault } from "./vault.svelte";

/** What can be taken back, the newest last. */
let steps: string[] = [];
session.onLock(() => (steps = []));

/** Notes what can be taken back, without a word. */
export function noteUndo(step: string) {
  steps.push(step);
}

/** Says what was done, and takes it back for whoever asks. */
export function offerUndo(text: string, step: string) {
  noteUndo(step);
  toasts.show({ text, action: { label: t("button-undo"), run: () => takeBack(step) } });
}

/**
 * Takes back the newest step, also after its offer is gone; says so, as it may be out of sight. What was done before the
 * vault was opened can be had back from the older versions of it.
 */
export async function undoLast() {
  const step = steps.at(-1);
  if (!step) {
    const run = () => sheets.open({ name: "backups" });
    toasts.show({ text: t("accounts-undo-none"), action: { label: t("accounts-undo-older"), run } });
  } else if (await takeBack(step)) toasts.show({ text: t("accounts-undone") });
}

function takeBack(step: string): Promise<boolean> {
  steps = steps.filter((one) => one !== step);
  return attempt(async () => {
    await backend.undo(step);
    await vault.load();
  });
}
