/** What every sheet below a component tells above its own content. */
import { getContext, setContext, type Snippet } from "svelte";

const KEY = Symbol("told in sheets");

export const tellInSheets = (notice: () => Snippet) => setContext(KEY, notice);
export const toldInSheets = () => getContext<(() => Snippet) | undefined>(KEY)?.();
