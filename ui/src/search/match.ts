/**
 * Finds entries by what people type in a hurry: starts of words, first letters, letters in order.
 * Every word of the query must be found somewhere in the entry; the best place it is found counts.
 */
import { fold } from "./fold";

/** What of an entry is searched here; its note is searched by the application. */
export interface Searchable {
  id: string;
  issuer: string;
  account: string;
  tags: string[];
}

/** For a folded word, the ids of the entries whose note holds it. */
export type InNotes = ReadonlyMap<string, ReadonlySet<string>>;

/** What a word in a note is worth. */
const NOTE = 0.3 * 55;

interface Field {
  text: string;
  /** The first letters of its words. */
  initials: string;
  /** What a match here is worth, against one in the issuer. */
  weight: number;
}
interface Entry {
  id: string;
  fields: Field[];
}
export type Index = Entry[];

export function makeIndex(entries: Searchable[]): Index {
  return entries.map(({ id, issuer, account, tags }) => ({
    id,
    fields: [field(issuer, 1), field(account, 0.6), ...tags.map((tag) => field(tag, 0.5))],
  }));
}

/** The words of a query, each of which has to be found. */
export const wordsOf = (query: string): string[] => fold(query).split(/\s+/).filter(Boolean);

/** Places in the index that match, best first; entries that match alike keep their order. */
export function search(index: Index, query: string, inNotes: InNotes = new Map()): number[] {
  const words = wordsOf(query);
  if (words.length === 0) return index.map((_, at) => at);
  const hits: { at: number; score: number }[] = [];
  index.forEach((entry, at) => {
    const score = worth(entry, words, inNotes);
    if (score > 0) hits.push({ at, score });
  });
  return hits.sort((a, b) => b.score - a.score || a.at - b.at).map((hit) => hit.at);
}

function field(raw: string, weight: number): Field {
  // "GitHub" and "my_vpn2go" have inner words too.
  const words = raw.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").split(/[^\p{L}\p{N}\p{M}]+/u);
  return { text: fold(raw), initials: fold(words.map((word) => [...word][0] ?? "").join("")), weight };
}

function worth({ id, fields }: Entry, words: string[], inNotes: InNotes): number {
  let sum = 0;
  for (const word of words) {
    let best = inNotes.get(word)?.has(id) ? NOTE : 0;
    for (const field of fields) best = Math.max(best, fit(field, word) * field.weight);
    if (best === 0) return 0;
    sum += best;
  }
  return sum;
}

/** How well a word fits a field: 0 not at all, 100 the whole of it. */
function fit({ text, initials }: Field, word: string): number {
  if (text === word) return 100;
  if (text.startsWith(word)) return 90;
  const at = text.indexOf(word);
  if (at > 0) return startsWord(text, at) || startsWord(text, text.indexOf(" " + word) + 1) ? 75 : 55;
  if (word.length > 1 && initials.startsWith(word)) return 70;
  return word.length > 1 ? scattered(text, word) : 0;
}

function startsWord(text: string, at: number): boolean {
  return at > 0 && /[^\p{L}\p{N}]/u.test(text[at - 1] ?? "");
}

/** Letters in order with gaps: worth less the wider they lie, nothing where they are mere chance. */
function scattered(text: string, word: string): number {
  let at = text.indexOf(word[0] ?? "");
  if (at < 0) return 0;
  const start = at;
  for (let i = 1; i < word.length; i++) {
    at = text.indexOf(word[i] ?? "", at + 1);
    if (at < 0) return 0;
  }
  const spread = (at - start + 1) / word.length;
  return spread > 4 ? 0 : 40 / spread;
}
