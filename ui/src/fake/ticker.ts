import type { RowCode } from "../bindings";

/** Speaks at the end of every step of the codes it was given, as the shell's ticker does. */
export class Ticker {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly codes: () => RowCode[],
    private readonly speak: (codes: RowCode[]) => void,
  ) {}

  wind() {
    clearTimeout(this.#timer);
    const ends = this.codes().flatMap((code) => code.valid_until ?? []);
    if (ends.length === 0) return;
    const wait = Math.min(...ends) * 1000 - Date.now();
    this.#timer = setTimeout(() => {
      this.speak(this.codes());
      this.wind();
    }, Math.max(wait, 1));
  }
}
