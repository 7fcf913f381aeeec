/** The accounts that the list shows while the others are out of the way; null: all. */
import { session } from "./session.svelte";

class Only {
  ids = $state.raw<ReadonlySet<string> | null>(null);

  constructor() {
    session.onLock(() => this.end());
  }
  show(ids: Iterable<string>) {
    this.ids = new Set(ids);
  }
  end() {
    this.ids = null;
  }
}

export const only = new Only();
