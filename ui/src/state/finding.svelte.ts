/**
 * The accounts that are meant by what is typed. The application finds them; an answer that comes late never takes the
 * place of a later one.
 */
import { untrack } from "svelte";
import type { Hit } from "../bindings";
import { attempt } from "./attempt";

export interface Found {
  /** What was typed. */
  typed: string;
  /** The best first. */
  hits: Hit[];
}

export class Finding {
  /** What was found last; null where nothing is looked for. */
  found = $state.raw<Found | null>(null);

  readonly #search: (typed: string) => Promise<Hit[]>;
  #typed = "";
  /** Answers may overtake each other. */
  #asked = 0;
  #taken = 0;
  #answer: Promise<Found | null> = Promise.resolve(null);

  /** `search` asks the application. */
  constructor(search: (typed: string) => Promise<Hit[]>) {
    this.#search = search;
  }

  /** Looks for something. What was found before stays until the answer is here. */
  look(typed: string) {
    this.#typed = typed.trim();
    if (this.#typed !== "") return this.#ask();
    this.#answer = Promise.resolve(null);
    this.found = null;
  }

  /** Looks for the same once more, as the accounts have changed. */
  again() {
    if (this.#typed !== "") this.#ask();
  }

  /** What is typed by now, once it is found; null where that stands in `found`. */
  get due(): Promise<Found | null> | null {
    return untrack(() => this.found?.typed ?? "") === this.#typed ? null : this.#answer;
  }

  #ask() {
    const number = ++this.#asked;
    this.#answer = this.#find(this.#typed).then((found) => {
      if (found?.typed === this.#typed && number > this.#taken) {
        this.#taken = number;
        this.found = found;
      }
      return found;
    });
  }

  async #find(typed: string): Promise<Found | null> {
    let found: Found | null = null;
    await attempt(async () => (found = { typed, hits: await this.#search(typed) }));
    return found;
  }
}
