/** What the user sets on this computer. */
export { default as SettingsSheet } from "./SettingsSheet.svelte";
