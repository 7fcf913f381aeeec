/**
 * Every code that crosses from the application to the page, as long as the bindings have them as texts only.
 * A code without a sentence in locales/en.ftl does not compile, nor does a sentence without a code: see sentences.ts.
 */

/** Why a command failed, why a draft cannot be used, and what is said without being asked. */
export type ErrorCode =
  | "absent"
  | "already_here"
  | "backup_failed"
  | "backup_stale"
  | "busy"
  | "changed_on_disk"
  | "clipboard"
  | "damaged"
  | "damaged_copy"
  | "device_off"
  | "differs"
  | "entry_unreadable"
  | "exists"
  | "expired"
  | "export_too_large"
  | "file_exists"
  | "invalid_algorithm"
  | "invalid_counter"
  | "invalid_digits"
  | "invalid_period"
  | "invalid_secret"
  | "invalid_uri"
  | "io"
  | "key_changed"
  | "keyring_changed"
  | "keyring_emptied"
  | "keyring_locked"
  | "keyring_missing"
  | "keyring_refused"
  | "keyring_slow"
  | "locked"
  | "merged"
  | "no_recovery"
  | "no_space"
  | "not_a_vault"
  | "not_confirmed"
  | "not_found"
  | "nothing_on_clipboard"
  | "nothing_to_export"
  | "older_file"
  | "other_vault"
  | "out_of_memory"
  | "own_file"
  | "password_due"
  | "password_needed"
  | "pin_missing"
  | "quarantined"
  | "recovery_length"
  | "recovery_typo"
  | "repaired"
  | "screen_failed"
  | "screen_refused"
  | "screen_unsupported"
  | "seal_missing"
  | "second_backup_failed"
  | "secret_character"
  | "secret_missing"
  | "too_large"
  | "too_many_devices"
  | "too_new"
  | "transfer"
  | "unsupported_type"
  | "weak_password"
  | "wrong_password"
  | "wrong_recovery"
  | "yandex_secret";

/** What is wrong with a file, a picture or a folder. */
export type ProblemCode =
  | "account_restricted"
  | "cipher"
  | "damaged"
  | "device_key"
  | "empty"
  | "empty_folder"
  | "keepass_1"
  | "needs_password"
  | "newer"
  | "no_account"
  | "no_code"
  | "no_reader"
  | "not_a_picture"
  | "not_readable"
  | "on_a_page"
  | "other_picture"
  | "packing"
  | "pgp"
  | "push_only"
  | "too_costly"
  | "too_large"
  | "too_many_files"
  | "too_new"
  | "too_slow"
  | "unreadable"
  | "vault";

/** What else there is to know of a file that was read. */
export type RemarkCode = "code_unread" | "left_behind" | "lost" | "missing_parts" | "more" | "nameless" | "without_code";

/** What of the accounts another app does not take. */
export type LossCode = "account" | "iphone" | "labels" | "note" | "pin" | "shared" | "tags" | "trash";

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
export type WarningCode = "common" | "date" | "guessable" | "keyboard" | "names" | "repeat" | "sequence";

/** Which part of a vault file is damaged. */
export type DamageCode = "header" | "length" | "payload";
