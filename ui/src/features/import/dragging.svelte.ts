/** Whether something is dragged over the window, and what is done with it when it is dropped. */
import { capture } from "./capture.svelte";
import { isInField, isReadable, textOf } from "./dropped";
import { isAddress } from "./pasted";

class Dragging {
  /** Something that can be dropped is over the window. */
  over = $state(false);
  /** An element is entered before the one around it is left. */
  #entered = 0;

  /** Files: the shell sees them, the page does not. */
  hear(over: boolean) {
    this.over = over;
    if (!over) this.#entered = 0;
  }

  enter = (event: DragEvent) => this.#move(event, 1);
  leave = (event: DragEvent) => this.#move(event, -1);

  /** Without it, nothing is dropped. */
  above = (event: DragEvent) => {
    if (!isReadable(event) || isInField(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
  };

  drop = (event: DragEvent) => {
    this.hear(false);
    const text = event.dataTransfer ? textOf(event.dataTransfer) : "";
    // What holds a secret does not belong into a field that shows it.
    if (isInField(event) && !isAddress(text)) return;
    event.preventDefault();
    if (text.trim() !== "") void capture.dropped(text);
  };

  #move(event: DragEvent, step: number) {
    if (!isReadable(event)) return;
    if (!isInField(event)) event.preventDefault();
    this.#entered = Math.max(this.#entered + step, 0);
    this.over = this.#entered > 0;
  }
}

export const dragging = new Dragging();
