import { toasts } from "../kit/toasts.svelte";
import { sentenceOf } from "../words";

/** Does something whose failure has no better place than the toast; false if it failed. */
export async function attempt(what: () => Promise<unknown>): Promise<boolean> {
  try {
    await what();
    return true;
  } catch (thrown) {
    toasts.show({ text: sentenceOf(thrown) });
    return false;
  }
}
