/** Accounts on their way to another app, or to a phone. */
export { default as MoveSheet } from "./MoveSheet.svelte";
