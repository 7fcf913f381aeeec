/** Copies of the vault: backups, what sync programs leave, and what cannot be read. */
export { default as BackupSheet } from "./BackupSheet.svelte";
export { default as BackupsSheet } from "./BackupsSheet.svelte";
export { default as ConflictsSheet } from "./ConflictsSheet.svelte";
export { default as Damaged } from "./Damaged.svelte";
export { default as QuarantineSheet } from "./QuarantineSheet.svelte";
export { default as RestoreSheet } from "./RestoreSheet.svelte";
