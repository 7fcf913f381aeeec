/** One quiet line at the bottom of the window; a new one takes the place of the last. */
import { sentenceOf } from "./errors";

export interface Toast {
  text: string;
  action?: { label: string; run: () => Promise<unknown> };
}

const SHORT_MS = 4_000;
/** Long enough to read it and reach the action, by keyboard too. */
const LONG_MS = 10_000;

class Toasts {
  current = $state.raw<Toast | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(toast: Toast) {
    this.current = toast;
    this.resume();
  }

  /** While the pointer or the focus is on it, it stays. */
  hold() {
    clearTimeout(this.#timer);
  }

  resume() {
    clearTimeout(this.#timer);
    if (this.current) this.#timer = setTimeout(() => this.dismiss(), this.current.action ? LONG_MS : SHORT_MS);
  }

  dismiss() {
    clearTimeout(this.#timer);
    this.current = null;
  }

  async act() {
    const action = this.current?.action;
    this.dismiss();
    if (action) await attempt(action.run);
  }
}

export const toasts = new Toasts();

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
