/**
 * Every code that crosses from the application to the page. A code without a sentence in locales/en.ftl does not
 * compile, nor does a sentence without a code: see sentences.ts.
 */
import type { Loss, Problem, Reason, Remark, VaultPart, Weakness } from "../bindings";

/** Why a command failed, why a draft cannot be used, and what is said without being asked. */
export type ErrorCode = Reason["code"];

/** What is wrong with a file, a picture or a folder. */
export type ProblemCode = Problem;

/** What else there is to know of a file that was read. */
export type RemarkCode = Remark["code"];

/** What of the accounts another app does not take. */
export type LossCode = Loss;

/** Why the keyring did not open the vault. */
export type KeyringCode =
  | "device_off"
  | "keyring_changed"
  | "keyring_emptied"
  | "keyring_locked"
  | "keyring_missing"
  | "keyring_refused"
  | "keyring_slow"
  | "password_due";

/** What makes a password weak. */
export type WarningCode = Weakness;

/** Which part of a vault file is damaged. */
export type DamageCode = VaultPart;
