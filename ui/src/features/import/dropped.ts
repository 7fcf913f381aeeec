/** What another app hands over with something that was dragged out of it, as far as the page needs to tell. */
import { isAddress } from "./pasted";

/** What a drop can be read of: a link or a picture of a web page, or a text. Files come to the shell by their paths. */
const KINDS = ["text/uri-list", "text/html", "text/plain"];

/** Whether a drag brings something to read. */
export function isReadable({ dataTransfer }: DragEvent): boolean {
  return (dataTransfer?.types ?? []).some((kind) => KINDS.includes(kind));
}

/** Whether it is over a text field, which takes a text for itself. */
export function isInField({ target }: DragEvent): boolean {
  return target instanceof Element && target.matches("input, textarea");
}

/** The link of an account, the address of a picture, or the text itself; empty where there is none of them. */
export function textOf(data: DataTransfer): string {
  const text = data.getData("text/plain");
  if (isAddress(text)) return text;
  const address = data.getData("text/uri-list").split(/\r?\n/).find((line) => line !== "" && !line.startsWith("#"));
  // Whoever drags a picture drags its address as well; a picture within a text that was selected is not meant.
  const isOne = address !== undefined || text === "" || /^\S+:\S+$/.test(text);
  return (isOne && pictureIn(data.getData("text/html"))) || address || text;
}

/** The address of the one picture of a page's fragment. Nothing of it is loaded or shown. */
function pictureIn(html: string): string {
  const pictures = new DOMParser().parseFromString(html, "text/html").images;
  return pictures.length === 1 ? (pictures[0]?.getAttribute("src") ?? "") : "";
}
