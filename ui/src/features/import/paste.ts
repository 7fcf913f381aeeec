import { sheets } from "../../state/sheets.svelte";
import { capture } from "./capture.svelte";
import { isAddress } from "./pasted";

/** What is pasted into a field but cannot belong there: the address of an account, or a picture. */
export function takePasted(event: ClipboardEvent) {
  const field = event.target;
  if (event.defaultPrevented || !(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
  const over = sheets.current?.name;
  if (over !== undefined && over !== "add" && over !== "type") return;
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (text !== "" && !isAddress(text)) return;
  event.preventDefault();
  // The middle button pastes another text than the clipboard's, so it is this one that counts.
  void (text === "" ? capture.paste() : capture.text(text));
}
