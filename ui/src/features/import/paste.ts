import { sheets } from "../../state/sheets.svelte";
import { capture } from "./capture.svelte";
import { isAddress, isSearch, isSecret } from "./pasted";

/**
 * What is pasted into a field but cannot belong there: the address of an account, or a picture; and into an empty
 * search, whatever is not to be searched for.
 */
export function takePasted(event: ClipboardEvent) {
  const field = event.target;
  if (event.defaultPrevented || !(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
  const over = sheets.current?.name;
  if (over !== undefined && over !== "add" && over !== "type") return;
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const isSearching = field.id === "search" && field.value === "";
  const isHere = isSearching ? isSearch(text) && !isSecret(text) : text !== "";
  if (isHere && !isAddress(text)) return;
  event.preventDefault();
  // The middle button pastes another text than the clipboard's, so it is this one that counts.
  void (isAddress(text) || isSecret(text) ? capture.text(text) : capture.paste());
}
