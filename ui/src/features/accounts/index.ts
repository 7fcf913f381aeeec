/** The list of accounts and what is done with one. */
export { default as Chips } from "./Chips.svelte";
export { default as CodesSheet } from "./CodesSheet.svelte";
export { default as EditSheet } from "./EditSheet.svelte";
export { default as List } from "./List.svelte";
export { default as ParameterFields } from "./ParameterFields.svelte";
export { default as RefusedSheet } from "./RefusedSheet.svelte";
export { default as Search } from "./Search.svelte";
export { default as Selection } from "./Selection.svelte";
export { default as TagSheet } from "./TagSheet.svelte";
export { default as TrashSheet } from "./TrashSheet.svelte";
export { copy, copyNextCount, edit, move, remove, removeAll, tagAll } from "./actions";
export { Marks } from "./marks.svelte";
export { parameterOf, Parameters } from "./parameters.svelte";
export { ALGORITHMS } from "./words";
