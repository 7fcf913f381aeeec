import { backend } from "../backend";
import { toasts } from "../kit/toasts.svelte";
import { t } from "../words";
import { attempt } from "./attempt";
import { vault } from "./vault.svelte";

/** Says what was done, and takes it back for whoever asks. */
export function offerUndo(text: string, token: string) {
  const takeBack = async () => {
    await backend.undo(token);
    await vault.load();
  };
  toasts.show({ text, action: { label: t("button-undo"), run: () => attempt(takeBack) } });
}
