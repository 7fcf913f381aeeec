/** Whether everything is in order. */
export { default as HealthSheet } from "./HealthSheet.svelte";
