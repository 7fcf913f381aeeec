/** Whether everything is in order. */
export { default as HealthSheet } from "./HealthSheet.svelte";
export { default as TwinsSheet } from "./TwinsSheet.svelte";
