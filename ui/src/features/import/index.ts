/** The one way in for new accounts. */
export { default as AddSheet } from "./AddSheet.svelte";
export { default as DropVeil } from "./DropVeil.svelte";
export { default as Empty } from "./Empty.svelte";
export { default as ReviewSheet } from "./ReviewSheet.svelte";
export { default as TypeSheet } from "./TypeSheet.svelte";
export { capture } from "./capture.svelte";
export { dragging } from "./dragging.svelte";
export { takePasted } from "./paste";
