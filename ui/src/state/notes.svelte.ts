/**
 * The search in notes, which the page does not have: the application names the entries whose notes hold the words.
 */
import { backend } from "../backend";
import { vault } from "./vault.svelte";
import { type InNotes, wordsOf } from "../search/match";

class NoteSearch {
  /** What the words that were looked for last were found in. */
  found = $state.raw<InNotes>(new Map());

  /** Has these words looked for, where there is a note. The last call counts. */
  async look(query: string) {
    const words = vault.rows.some((row) => row.has_note) ? wordsOf(query) : [];
    this.#asked = words;
    const ids = words.length > 0 ? await backend.findInNotes(words) : [];
    if (this.#asked === words) this.found = new Map(words.map((word, at) => [word, new Set(ids[at])]));
  }

  #asked: string[] = [];
}

export const noteSearch = new NoteSearch();
