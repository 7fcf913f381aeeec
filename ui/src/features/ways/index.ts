/** The ways into the vault: password, this computer, recovery sheet. */
export { default as ChangePassword } from "./ChangePassword.svelte";
export { default as FirstRun } from "./FirstRun.svelte";
export { default as Guarded } from "./Guarded.svelte";
export { default as NewPassword } from "./NewPassword.svelte";
export { default as OfferRecovery } from "./OfferRecovery.svelte";
export { default as RecoverySheet } from "./RecoverySheet.svelte";
export { default as Unlock } from "./Unlock.svelte";
export { default as WaysIn } from "./WaysIn.svelte";
