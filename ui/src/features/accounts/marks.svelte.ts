/** Which accounts are selected together, for something that is done to all of them. */
import { SvelteSet } from "svelte/reactivity";

interface Named {
  id: string;
}

export class Marks {
  ids = new SvelteSet<string>();
  /** Where a range begins. */
  #from: string | null = null;

  toggle(id: string) {
    if (!this.ids.delete(id)) this.ids.add(id);
    this.#from = id;
  }

  /** Everything from where the last mark was set, or else from `start`, to that one; nothing else. */
  extend(rows: Named[], start: string, to: string) {
    this.#from ??= start;
    const ends = [this.#from, to].map((id) => rows.findIndex((row) => row.id === id)).sort((a, b) => a - b) as [number, number];
    // What the range began with may be out of the list.
    this.#take(rows.slice(Math.max(ends[0], 0), ends[1] + 1));
  }

  all(rows: Named[]) {
    this.#from = null;
    this.#take(rows);
  }

  clear() {
    this.#from = null;
    this.ids.clear();
  }

  #take(rows: Named[]) {
    this.ids.clear();
    for (const { id } of rows) this.ids.add(id);
  }
}
