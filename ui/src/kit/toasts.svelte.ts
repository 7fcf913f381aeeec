/** One quiet line at the bottom of the window; a new one takes the place of the last. */
export interface Toast {
  text: string;
  action?: { label: string; run: () => unknown };
}

const SHORT_MS = 4_000;
/** For each character, at the pace of a slow reader. */
const READING_MS = 90;
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
    if (!this.current) return;
    const { text, action } = this.current;
    const stays = action ? LONG_MS : Math.max(SHORT_MS, text.length * READING_MS);
    this.#timer = setTimeout(() => this.dismiss(), stays);
  }

  dismiss() {
    clearTimeout(this.#timer);
    this.current = null;
  }

  act() {
    const action = this.current?.action;
    this.dismiss();
    action?.run();
  }
}

export const toasts = new Toasts();
