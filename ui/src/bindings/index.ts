// Made from the types of the application. Do not edit.

export type AccountName = { 
/**
 * Who issued it.
 */
issuer: string, 
/**
 * For which account.
 */
account: string, };

export type Added = { 
/**
 * The id of the new entry.
 */
id: string, 
/**
 * In what it differs from another entry of the same names; null where there is none.
 */
differs: Field | null, 
/**
 * Undoes the step.
 */
undo: string, };

export type Algorithm = "SHA1" | "SHA256" | "SHA512";

export type BackupFile = { 
/**
 * Its name, without the folder.
 */
file_name: string, };

export type BackupFolder = { 
/**
 * Its name, without the path.
 */
folder: string, };

export type BackupState = { 
/**
 * The second folder's name, without its path.
 */
second_folder: string | null, 
/**
 * The last automatic one, reopened and counted.
 */
last: LastBackup | null, 
/**
 * Why the last one failed.
 */
trouble: Reason | null, };

export type Backups = { 
/**
 * The generations beside the vault, newest first.
 */
generations: Array<Generation>, 
/**
 * The generations in the second folder, newest first.
 */
second: Array<Generation>, 
/**
 * The second folder's name, without its path.
 */
second_folder: string | null, 
/**
 * Why the last backup failed.
 */
trouble: Reason | null, };

export type Batch = { 
/**
 * Parts seen.
 */
have: number, 
/**
 * Parts there are.
 */
of: number, 
/**
 * The parts that were not seen, counted from 1.
 */
missing: Array<number>, };

export type Change = { 
/**
 * Which entry.
 */
id: string, 
/**
 * Who issued it.
 */
issuer: string, 
/**
 * For which account.
 */
account: string, 
/**
 * What would be done.
 */
what: ChangeKind, 
/**
 * The parts that differ.
 */
parts: Array<EntryPart>, };

export type ChangeKind = "added" | "changed" | "removed";

export type Checked = { 
/**
 * Characters still missing.
 */
missing: number, 
/**
 * The group with a typing error, counted from 1.
 */
bad_group: number | null, };

export type ClockCompared = { 
/**
 * How far it is behind, in milliseconds; negative where it is ahead.
 */
behind_ms: number, };

export type ClockSync = "kept" | "awaited" | "off" | "unknown";

export type CommandError = Reason;

export type CodesKept = { 
/**
 * How many codes there are now.
 */
kept: number, 
/**
 * How many lines of the text, and parts of lines beside a code, held something else.
 */
left_out: number, 
/**
 * Undoes it.
 */
undo: string, };

export type CodesLeft = { 
/**
 * How many were not used.
 */
left: number, 
/**
 * Whether it is time to get new ones.
 */
are_few: boolean, };

export type Comparison = { 
/**
 * Entry by entry.
 */
changes: Array<Change>, 
/**
 * How many entries would stay as they are.
 */
same: number, };

export type Concern = { "code": "backup_trouble", "params": { 
/**
 * Why.
 */
reason: Reason, } } | { "code": "no_backup" } | { "code": "one_disk", "params": { 
/**
 * When a backup was last saved by hand, in unix seconds; null if never.
 */
saved_at: number | null, } } | { "code": "no_recovery" } | { "code": "recovery_unfinished" } | { "code": "weak_derivation" } | { "code": "clock", "params": { 
/**
 * What the system says of it.
 */
sync: ClockSync, } } | { "code": "unreadable", "params": { 
/**
 * How many.
 */
count: number, } } | { "code": "conflicts", "params": { 
/**
 * How many.
 */
count: number, } } | { "code": "same_secret", "params": { 
/**
 * Each secret's accounts: two at least.
 */
groups: Array<Array<NamedAccount>>, } } | { "code": "weak_secret", "params": { 
/**
 * Whose.
 */
accounts: Array<NamedAccount>, } } | { "code": "few_recovery_codes", "params": { 
/**
 * Whose.
 */
accounts: Array<NamedAccount>, } } | { "code": "unconfirmed", "params": { 
/**
 * Which.
 */
accounts: Array<NamedAccount>, } } | { "code": "unused", "params": { 
/**
 * Which.
 */
accounts: Array<NamedAccount>, } };

export type Confirmed = { 
/**
 * The new entries.
 */
added: Array<string>, 
/**
 * Takes them away again, all at once.
 */
undo: string, };

export type ConfirmedSheet = { 
/**
 * Unlocking with the keyring had to be switched off.
 */
device_off: boolean, };

export type Conflict = { 
/**
 * The copy's file name.
 */
id: string, 
/**
 * When the copy was saved, if that can be told.
 */
saved_at: number | null, };

export type Copied = { 
/**
 * Of which entry.
 */
id: string, 
/**
 * Who issued it.
 */
issuer: string, 
/**
 * For which account.
 */
account: string, 
/**
 * Which of two codes.
 */
which: Which, 
/**
 * Seconds until it is taken off again.
 */
clears_in: number, };

export type Density = "comfortable" | "compact";

export type DeviceState = "off" | "on";

export type DraftRow = { 
/**
 * The draft's place in the review.
 */
index: number, 
/**
 * The place of the source that it came from.
 */
source: number, 
/**
 * Who issued it.
 */
issuer: string, 
/**
 * For which account.
 */
account: string, 
/**
 * Which of several accounts of these names it is; null where the names are its own.
 */
namesake: Namesake | null, 
/**
 * Null where it gives no codes.
 */
kind: Kind | null, 
/**
 * Null where it gives no codes.
 */
algorithm: Algorithm | null, 
/**
 * Null where it gives no codes.
 */
digits: number | null, 
/**
 * Null where it gives no codes, or by counter.
 */
period: number | null, 
/**
 * What the vault says to it.
 */
status: DraftStatus, 
/**
 * Whether the entry was in the trash of its app, and comes into ours.
 */
trashed: boolean, 
/**
 * Why it cannot be used, or in which field it differs.
 */
reason: Reason | null, 
/**
 * Which of the review's pictures shows it; null where none does.
 */
picture: number | null, };

export type DraftStatus = "new" | "duplicate" | "conflict" | "invalid" | "unsupported";

export type EarlierValue = { 
/**
 * Names it among the earlier values of its entry.
 */
key: string, 
/**
 * When it was replaced, in unix seconds.
 */
until: number, 
/**
 * The value.
 */
was: EarlierWas, };

export type EarlierWas = { "part": "otp", 
/**
 * How its codes were made.
 */
kind: Kind, 
/**
 * The hash.
 */
algorithm: Algorithm, 
/**
 * Characters of a code.
 */
digits: number, 
/**
 * Seconds; null for counter-based codes.
 */
period: number | null, 
/**
 * The counter as text; null for time-based codes.
 */
counter: string | null, 
/**
 * The secret was another one than it is now.
 */
other_secret: boolean, } | { "part": "labels", 
/**
 * Who issued it.
 */
issuer: string, 
/**
 * For which account.
 */
account: string, } | { "part": "tags", 
/**
 * Free words.
 */
names: Array<string>, } | { "part": "note", 
/**
 * There was none.
 */
is_empty: boolean, };

export type EntryDates = { 
/**
 * When it was added to this vault.
 */
created_at: number, 
/**
 * When a code was last given out, to the hour; null where that is not known.
 */
used_at: number | null, 
/**
 * When its names, tags, note, pin or secret were last changed; a counter that moves on is no change.
 */
changed_at: number, };

export type EntryEdit = { 
/**
 * Who issued it.
 */
issuer: string, 
/**
 * For which account.
 */
account: string, 
/**
 * Free words.
 */
tags: Array<string>, 
/**
 * Free text; as it is where there is none.
 */
note?: Typed, 
/**
 * Kept at the top.
 */
pinned: boolean, 
/**
 * The user says that the site took a code.
 */
confirmed: boolean, 
/**
 * The count of the next code, as text, where site and vault have lost step; as it is where there
 * is none.
 */
counter?: string, };

export type EntryPart = "otp" | "labels" | "tags" | "note" | "pin" | "recovery_codes";

export type AppEvent = { "name": "codes", "payload": Array<RowCode> } | { "name": "entries" } | { "name": "status" } | { "name": "review", "payload": Review } | { "name": "capture", "payload": Progress | null } | { "name": "drag", "payload": { 
/**
 * Whether they are.
 */
over: boolean, } } | { "name": "notice", "payload": Reason };

export type ExportPreview = { 
/**
 * How many come along.
 */
carried: number, 
/**
 * How many do not.
 */
left_out: number, 
/**
 * What is lost.
 */
losses: Array<Lost>, };

export type ExportTarget = { 
/**
 * One word for it.
 */
name: string, 
/**
 * What the app is called that reads the file.
 */
title: string, 
/**
 * Whether a password guards it. Everything else is readable by anyone.
 */
encrypted: boolean, };

export type Exported = { 
/**
 * Its name, without the folder.
 */
file_name: string, 
/**
 * How many entries it holds.
 */
entries: number, };

export type ExportedAccounts = { 
/**
 * The file's name, without the folder; of several, the first.
 */
file_name: string, 
/**
 * How many accounts came along.
 */
entries: number, 
/**
 * How many files they are in.
 */
files: number, };

export type Fact = { "code": "keyring", "params": { 
/**
 * What the system calls its keyring.
 */
kind: string, } } | { "code": "screen_pictures" } | { "code": "core_dumps" } | { "code": "plain_swap" } | { "code": "clipboard_history" } | { "code": "clock_unknown" };

export type Field = "kind" | "secret" | "algorithm" | "digits" | "period" | "counter" | "pin";

export type FileAccess = "read" | "write";

export type Generation = { 
/**
 * Names it among the generations.
 */
id: string, 
/**
 * When a save replaced this state, in unix seconds.
 */
saved_at: number, 
/**
 * Its length.
 */
bytes: number, 
/**
 * How many entries it holds, if that is known.
 */
entries: number | null, 
/**
 * What is known of it.
 */
state: GenerationState, };

export type GenerationState = "verified" | "empty" | "damaged" | "locked" | "same" | "other";

export type GivenCode = { 
/**
 * Of which entry.
 */
id: string, 
/**
 * Who issued it.
 */
issuer: string, 
/**
 * For which account.
 */
account: string, 
/**
 * The characters to type.
 */
code: Shown, 
/**
 * Which of two.
 */
which: Which, 
/**
 * First second at which the code is right; null for counter-based codes.
 */
valid_from: number | null, 
/**
 * First second at which it is no longer right; null for counter-based codes.
 */
valid_until: number | null, 
/**
 * Which count it is of, as text; null for time-based codes.
 */
counter: string | null, };

export type Health = { 
/**
 * What to look at, the graver first.
 */
concerns: Array<Concern>, 
/**
 * How things are here, for whoever wants to know; nothing is wrong with them.
 */
facts: Array<Fact>, 
/**
 * What is in order.
 */
in_order: Array<InOrder>, };

export type Hit = { 
/**
 * Which entry.
 */
id: string, 
/**
 * The first character to mark in the issuer and the first one after it, for each mark; they are in
 * order and do not touch.
 */
issuer: Array<[number, number]>, 
/**
 * What to mark in the account's name, as pairs of the first character and the one after the last.
 */
account: Array<[number, number]>, };

export type InOrder = { "code": "no_twins" } | { "code": "strong_secrets" } | { "code": "all_confirmed" } | { "code": "backup", "params": LastBackup } | { "code": "second_folder" } | { "code": "saved_backup", "params": LastBackup } | { "code": "recovery" } | { "code": "derivation" } | { "code": "clock" } | { "code": "no_core_dumps" } | { "code": "swap" };

export type KeyFile = { 
/**
 * Its name, without the folder.
 */
file_name: string, };

export type Kind = "totp" | "hotp" | "steam" | "motp" | "yandex";

export type Language = "system" | "en";

export type LastBackup = { 
/**
 * When the backup was written, in unix seconds.
 */
saved_at: number, 
/**
 * How many entries it holds.
 */
entries: number, };

export type ListOrder = "own" | "issuer" | "account" | "last_used";

export type LockReason = "asked" | "idle" | "failed" | "suspend" | "screen" | "hidden" | "elsewhere" | "replaced";

export type Loss = "account" | "trash" | "labels" | "tags" | "note" | "recovery_codes" | "pin" | "shared" | "iphone";

export type Lost = { 
/**
 * What is lost.
 */
loss: Loss, 
/**
 * Of how many accounts.
 */
count: number, 
/**
 * The first of them.
 */
names: Array<AccountName>, };

export type LostField = "algorithm";

export type Meaning = "link" | "wifi" | "passkey" | "sign_in" | "authenticator" | "contact" | "message" | "payment" | "place" | "event" | "bytes" | "text" | "barcode";

export type Merged = { 
/**
 * Entries that only the other copy had.
 */
added: number, 
/**
 * Entries that took something from the other copy.
 */
changed: number, 
/**
 * Entries that the other copy had removed.
 */
removed: number, 
/**
 * Entries kept twice, as their secrets differ.
 */
kept_both: number, };

export type NamedAccount = { 
/**
 * The id of the entry.
 */
id: string, 
/**
 * Who issued it.
 */
issuer: string, 
/**
 * For which account.
 */
account: string, };

export type Namesake = { 
/**
 * Counted from 1.
 */
number: number, 
/**
 * How many there are: at least 2.
 */
of: number, };

export type NearCode = { 
/**
 * How many steps or counts after this one; below 0: before it.
 */
offset: number, 
/**
 * The characters to type.
 */
code: Shown, 
/**
 * First second at which the code is right; null for counter-based codes.
 */
valid_from: number | null, 
/**
 * Which count it is of, as text; null for time-based codes.
 */
counter: string | null, };

export type NewEntry = { 
/**
 * Who issued it.
 */
issuer: string, 
/**
 * For which account.
 */
account: string, 
/**
 * Base32, or a whole otpauth URI.
 */
secret: Typed, 
/**
 * TOTP, HOTP or Steam.
 */
kind: Kind, 
/**
 * The hash.
 */
algorithm: Algorithm, 
/**
 * Characters of a code.
 */
digits: number, 
/**
 * Seconds.
 */
period: number, 
/**
 * The counter as it was typed.
 */
counter: string, 
/**
 * Free words.
 */
tags: Array<string>, 
/**
 * Free text.
 */
note: Typed, };

export type OtherCode = { 
/**
 * The place of the source that it came from.
 */
source: number, 
/**
 * What the code is for.
 */
what: Meaning, 
/**
 * The host of a link, the name of a network, an app or a kind of codes; empty where there is none.
 */
detail: string, 
/**
 * Which of the review's pictures shows it; null where none does.
 */
picture: number | null, };

export type OtpChange = { 
/**
 * Base32, or a whole otpauth URI, which brings its own parameters; empty: the secret stays.
 */
secret: Typed, 
/**
 * TOTP, HOTP or Steam.
 */
kind: Kind, 
/**
 * The hash.
 */
algorithm: Algorithm, 
/**
 * Characters of a code.
 */
digits: number, 
/**
 * Seconds.
 */
period: number, 
/**
 * The count of the next code, as it was typed.
 */
counter: string, };

export type PickerKey = "none" | "free" | "taken";

export type Problem = "account_restricted" | "cipher" | "damaged" | "device_key" | "empty" | "empty_folder" | "keepass_1" | "long_text" | "needs_password" | "newer" | "no_account" | "no_code" | "no_reader" | "not_a_picture" | "not_readable" | "on_a_page" | "other_format" | "other_picture" | "packing" | "pgp" | "push_only" | "steam_manifest" | "too_costly" | "too_large" | "too_many_files" | "too_new" | "too_slow" | "unreadable" | "vault" | "wrong_password";

export type Progress = { 
/**
 * How many sources were read.
 */
done: number, 
/**
 * How many sources there are.
 */
total: number, };

export type Quarantined = { 
/**
 * Who issued it, if that much can be read.
 */
label: string | null, 
/**
 * Its length.
 */
bytes: number, };

export type Reason = { "code": "absent" } | { "code": "already_here" } | { "code": "backup_failed" } | { "code": "backup_stale", "params": { 
/**
 * Days since the last copy.
 */
days: number, } } | { "code": "busy" } | { "code": "changed_on_disk" } | { "code": "clipboard" } | { "code": "costly", "params": { 
/**
 * About how many seconds it takes on this machine: at least two.
 */
seconds: number, 
/**
 * How many MiB of memory it takes: at most 1,024; 0 where that is little.
 */
mebibytes: number, } } | { "code": "counter_end" } | { "code": "counter_missing" } | { "code": "damaged", "params": { 
/**
 * Which part of it.
 */
part: VaultPart, 
/**
 * How many backup generations lie beside it; none where nobody has looked.
 */
generations?: number, } } | { "code": "damaged_copy" } | { "code": "device_off" } | { "code": "differs", "params": { 
/**
 * The first field that differs.
 */
field: Field, } } | { "code": "displaced", "params": { 
/**
 * The name of the file that holds it.
 */
file_name: string, } } | { "code": "entry_unreadable" } | { "code": "exists" } | { "code": "expired" } | { "code": "export_too_large" } | { "code": "file_exists" } | { "code": "internal" } | { "code": "invalid_algorithm", "params": { 
/**
 * The name of the algorithm, as it was given.
 */
given: string, } } | { "code": "invalid_counter" } | { "code": "invalid_digits", "params": { 
/**
 * The number of digits that was given; none where that was not a number.
 */
given: number | null, } } | { "code": "invalid_period", "params": { 
/**
 * The period that was given, in seconds; none where that was not a number.
 */
given: number | null, } } | { "code": "invalid_secret" } | { "code": "invalid_uri" } | { "code": "io", "params": { 
/**
 * What was tried.
 */
what: FileAccess, } } | { "code": "key_not_made" } | { "code": "key_out_of_memory" } | { "code": "key_changed" } | { "code": "keyring_changed" } | { "code": "keyring_emptied" } | { "code": "keyring_locked" } | { "code": "keyring_missing" } | { "code": "keyring_refused" } | { "code": "keyring_slow" } | { "code": "link_broken" } | { "code": "lock_not_a_file" } | { "code": "locked" } | { "code": "merged", "params": { 
/**
 * Accounts that only the other copy had.
 */
added: number, 
/**
 * Accounts that took something from the other copy.
 */
changed: number, 
/**
 * Accounts that the other copy had removed.
 */
removed: number, 
/**
 * Accounts that are kept twice, as their secrets differ.
 */
kept_both: number, } } | { "code": "name_too_long" } | { "code": "nameless" } | { "code": "no_recovery" } | { "code": "no_space" } | { "code": "not_a_vault" } | { "code": "not_confirmed" } | { "code": "not_found" } | { "code": "no_recovery_codes" } | { "code": "no_twins" } | { "code": "no_time_server" } | { "code": "too_many_recovery_codes" } | { "code": "note_too_long" } | { "code": "nothing_on_clipboard" } | { "code": "nothing_to_export" } | { "code": "older_file", "params": { 
/**
 * The newest revision that was seen.
 */
seen: number, 
/**
 * The revision of the file.
 */
found: number, } } | { "code": "other_vault" } | { "code": "out_of_memory" } | { "code": "own_file" } | { "code": "password_changed" } | { "code": "password_due" } | { "code": "password_needed" } | { "code": "pin_missing" } | { "code": "quarantined", "params": { 
/**
 * How many.
 */
count: number, } } | { "code": "reader_unconfined" } | { "code": "recovery_length", "params": { 
/**
 * Characters that are missing.
 */
missing?: number, 
/**
 * Characters that are too many.
 */
extra?: number, } } | { "code": "recovery_typo", "params": { 
/**
 * Which group, counted from 1.
 */
group: number, } } | { "code": "repaired" } | { "code": "replaced" } | { "code": "screen_failed" } | { "code": "screen_refused" } | { "code": "screen_unsupported" } | { "code": "seal_missing" } | { "code": "second_backup_failed" } | { "code": "second_folder_relative" } | { "code": "secret_character", "params": { 
/**
 * Where, counted from 1.
 */
position: number, } } | { "code": "secret_missing" } | { "code": "settings_set_aside", "params": { 
/**
 * What the old file is called now, without its folder.
 */
file_name: string, } } | { "code": "tags_too_long" } | { "code": "too_large" } | { "code": "too_many_devices" } | { "code": "too_new", "params": { 
/**
 * The version of its format.
 */
found: number, } } | { "code": "transfer" } | { "code": "unheard", "params": { 
/**
 * Of what.
 */
sign: Sign, } } | { "code": "unclear_field", "params": { 
/**
 * What the field is called; `?` where that could be a secret.
 */
given: string, } } | { "code": "unsupported_type", "params": { 
/**
 * The type of the code, as it was given.
 */
given: string, } } | { "code": "ways_changed" } | { "code": "weak_password" } | { "code": "wrong_password" } | { "code": "wrong_recovery" } | { "code": "yandex_secret" };

export type RecoverySheet = { 
/**
 * Seven groups of five characters, the last of each a check.
 */
groups: Array<Shown>, 
/**
 * The vault's short name, 8 hexadecimal digits.
 */
vault: string, 
/**
 * When the sheet was made, in unix seconds.
 */
made_at: number, 
/**
 * Which two groups are typed back before the code opens the vault, counted from 1, in this order.
 */
asked: [number, number], };

export type Rekeyed = { 
/**
 * The new sheet, if there was one before: the new key waits for its confirmation.
 */
recovery: RecoverySheet | null, 
/**
 * Unlocking with the keyring had to be switched off.
 */
device_off: boolean, };

export type Refused = { 
/**
 * What this computer takes for the time, in unix seconds.
 */
now: number, 
/**
 * The codes of two steps or counts before, of this one, and of two after; the first have no code
 * before them where the count begins.
 */
around: Array<NearCode>, 
/**
 * Other accounts that have the same secret.
 */
same_secret: Array<AccountName>, 
/**
 * How many other accounts have the same names and another secret.
 */
namesakes: number, 
/**
 * Whether that time is kept right, as the system says.
 */
clock: ClockSync, };

export type Remark = { "code": "lost", "params": { 
/**
 * What the app is called that wrote the file.
 */
app: string, 
/**
 * Which parameter.
 */
field: LostField, 
/**
 * How many accounts.
 */
count: number, } } | { "code": "code_unread", "params": { 
/**
 * How many accounts.
 */
count: number, } } | { "code": "without_code", "params": { 
/**
 * How many items.
 */
count: number, } } | { "code": "lines", "params": { 
/**
 * How many lines.
 */
count: number, 
/**
 * The numbers of the first ones, counted from 1.
 */
lines: Array<number>, } } | { "code": "damaged" } | { "code": "encoding_guessed" } | { "code": "links_in_notes", "params": { 
/**
 * How many notes.
 */
count: number, } } | { "code": "missing_parts", "params": { 
/**
 * How many parts there are.
 */
of: number, 
/**
 * The parts that are missing, counted from 1.
 */
missing: Array<number>, } } | { "code": "nameless", "params": { 
/**
 * How many entries.
 */
count: number, } } | { "code": "left_behind", "params": { 
/**
 * How many accounts.
 */
count: number, } };

export type Restored = { 
/**
 * How many entries came from it.
 */
entries: number, };

export type Review = { 
/**
 * Names the review.
 */
id: string, 
/**
 * What was read.
 */
sources: Array<SourceReport>, 
/**
 * What was found.
 */
drafts: Array<DraftRow>, 
/**
 * Transfers in several pictures.
 */
batches: Array<Batch>, 
/**
 * Codes that are no account.
 */
others: Array<OtherCode>, 
/**
 * Where codes lie, as data URLs. Every code in them is painted over.
 */
pictures: Array<string>, 
/**
 * How many files among the sources still hold the secrets, without encryption.
 */
plain_files: number, };

export type Row = { 
/**
 * The entry's name for ever.
 */
id: string, 
/**
 * Who issued it.
 */
issuer: string, 
/**
 * For which account.
 */
account: string, 
/**
 * How its codes are made.
 */
kind: Kind, 
/**
 * The hash.
 */
algorithm: Algorithm, 
/**
 * Characters of a code.
 */
digits: number, 
/**
 * Seconds; null for counter-based codes.
 */
period: number | null, 
/**
 * The counter as text, for it may exceed what JavaScript counts; null for time-based codes.
 */
counter: string | null, 
/**
 * Free words.
 */
tags: Array<string>, 
/**
 * The entry has a note, which comes by a command of its own.
 */
has_note: boolean, 
/**
 * What is left of the recovery codes of the site; null where there were never any.
 */
recovery_codes: CodesLeft | null, 
/**
 * Kept at the top.
 */
pinned: boolean, 
/**
 * The site took a code: the user said so, or the account was in use in another app.
 */
confirmed: boolean, 
/**
 * A second version of an account, kept because two copies of the vault had changed the secret.
 */
rival: boolean, 
/**
 * When the entry was put into the trash, in unix seconds; null while it is live.
 */
trashed_at: number | null, };

export type RowCode = { 
/**
 * Which entry.
 */
id: string, 
/**
 * The characters to type.
 */
code: Shown, 
/**
 * The characters of the next time step; null where there is none to show yet.
 */
next: Shown | null, 
/**
 * First second at which the code is right.
 */
valid_from: number | null, 
/**
 * First second at which it is no longer right.
 */
valid_until: number | null, };

export type ScanScreen = "ready" | "asks" | "none";

export type Seal = "password" | "password_or_key_file";

export type Settings = { 
/**
 * Which colours the window has.
 */
theme: Theme, 
/**
 * In which language the words are.
 */
language: Language, 
/**
 * How large the window draws everything, in percent of the usual size: 50 to 200.
 */
zoom: Zoom, 
/**
 * Minutes without a touch after which the vault locks; never if null.
 */
lock_after_minutes: number | null, 
/**
 * Work in other windows counts as a touch, where the desktop tells of it.
 */
count_other_windows: boolean, 
/**
 * Lock when the screen is locked.
 */
lock_with_screen: boolean, 
/**
 * Lock when the computer goes to sleep.
 */
lock_on_suspend: boolean, 
/**
 * Lock when the window is hidden or minimised.
 */
lock_on_hide: boolean, 
/**
 * Days after which the password is asked for again; never if null.
 */
password_every_days: number | null, 
/**
 * Seconds after which a copied code is taken off the clipboard.
 */
clear_after_seconds: number, 
/**
 * Codes show only when asked for.
 */
hide_codes: boolean, 
/**
 * In which order the window lists the accounts.
 */
order: ListOrder, 
/**
 * How much room a row of the list takes.
 */
density: Density, 
/**
 * An icon in the desktop's tray, whose menu names accounts while the vault is open.
 */
tray: boolean, 
/**
 * Closing the window leaves the app in the tray.
 */
close_to_tray: boolean, 
/**
 * Start when the user logs in, without the window where there is a tray.
 */
start_at_login: boolean, 
/**
 * A key opens the picker over any app.
 */
picker: boolean, 
/**
 * Which key that is.
 */
picker_key: Shortcut, };

export type Shortcut = string;

export type Sign = "screen" | "sleep" | "both";

export type SourceReport = { 
/**
 * The file's place in the review, which it keeps.
 */
index: number, 
/**
 * Its name, without the folder.
 */
name: string, 
/**
 * The app whose file it is; empty for pictures and texts.
 */
app: string, 
/**
 * One word for what it is: `picture`, `text`, `tessera` or the name of a format; empty where that
 * could not be told.
 */
kind: string, 
/**
 * The user named it, and did not only find it in a folder.
 */
named: boolean, 
/**
 * What the file opens with, while it is not open. With a problem beside it, that is a guess: of
 * noise only the right password tells what it is.
 */
sealed: Seal | null, 
/**
 * Why it gave nothing.
 */
problem: Problem | null, 
/**
 * Time ran out before everything was tried: there may be more in it.
 */
gave_up: boolean, 
/**
 * What else there is to know of it: what its app has left out, for one.
 */
remarks: Array<Remark>, };

export type SiteCode = { 
/**
 * Names it, as long as the list is this one.
 */
key: string, 
/**
 * The characters to type; null where only the list was asked for.
 */
text: Shown | null, 
/**
 * When it was ticked off, in unix seconds; null while it is good.
 */
used_at: number | null, };

export type Status = { 
/**
 * Where the vault stands.
 */
state: VaultState, 
/**
 * What the user has set.
 */
settings: Settings, 
/**
 * Why it is locked, if it was open before.
 */
lock_reason: LockReason | null, 
/**
 * The last backup that was exported from this computer, reopened and counted.
 */
last_backup: LastBackup | null, 
/**
 * The vault has a recovery sheet.
 */
recovery: boolean, 
/**
 * A sheet is worth asking for.
 */
recovery_nag: boolean, 
/**
 * A new sheet was made here and not confirmed: the one of before still opens the vault, if there
 * was one.
 */
recovery_unfinished: boolean, 
/**
 * Whether this computer's keyring can unlock it.
 */
device: DeviceState, 
/**
 * Why it did not when it was last asked, or tested at the start.
 */
device_trouble?: Reason, 
/**
 * A way in costs an attacker less than today's default.
 */
weak_kdf: boolean, 
/**
 * The password or another way in was changed elsewhere while the vault is open: see
 * `Reason::KeyChanged`.
 */
key_changed: boolean, 
/**
 * Entries kept that cannot be read.
 */
quarantined: number, 
/**
 * Copies of the vault that a sync program left beside it.
 */
conflicts: number, 
/**
 * How the automatic backups stand.
 */
backup: BackupState, 
/**
 * Whether the screen can be scanned.
 */
scan_screen: ScanScreen, 
/**
 * What the vault does not lock with, though it is set to: the desktop does not tell of it.
 */
unheard?: Sign, 
/**
 * Something on this desktop shows icons of programs in a tray.
 */
has_tray: boolean, 
/**
 * How the key stands that opens the picker.
 */
picker_key: PickerKey, 
/**
 * Links and pictures that came while the vault was not open, and are read once it is.
 */
waiting: number, 
/**
 * Whether the clock of this computer is kept right.
 */
clock: ClockSync, 
/**
 * The clock is in doubt, and the user has not read that yet.
 */
clock_in_doubt: boolean, };

export type Strength = { 
/**
 * 0, guessed at once, to 4, out of reach.
 */
score: 0 | 1 | 2 | 3 | 4, 
/**
 * Seconds that one attacker with the vault file needs at 10,000 guesses a second.
 */
crack_seconds: number, 
/**
 * What makes it weak.
 */
warning: Weakness | null, };

export type Theme = "system" | "light" | "dark";

export type Transfer = { 
/**
 * How many codes there are.
 */
parts: number, };

export type TransferPart = { 
/**
 * How many modules a side has.
 */
side: number, 
/**
 * Row by row from the top left: `1` is dark, `0` light.
 */
dark: Shown, };

export type Typed = string;

export type Shown = string;

export type Zoom = number;

export type Undo = { 
/**
 * Undoes it.
 */
undo: string, };

export type VaultPart = "length" | "header" | "payload";

export type VaultState = "absent" | "locked" | "unlocked";

export type Weakness = "common" | "date" | "guessable" | "keyboard" | "names" | "repeat" | "sequence";

export type Which = "current" | "next";

/** Every command that the page may call. */
export interface Commands {
  status(): Promise<Status>;
  estimatePassword(password: Typed): Promise<Strength>;
  createVault(password: Typed): Promise<null>;
  unlock(password: Typed): Promise<null>;
  followPassword(password: Typed): Promise<null>;
  lock(): Promise<null>;
  listEntries(order: ListOrder | null): Promise<Array<Row>>;
  listTrash(): Promise<Array<Row>>;
  entryNote(id: string): Promise<Shown>;
  recoveryCodes(id: string, shown: boolean): Promise<Array<SiteCode>>;
  setRecoveryCodes(id: string, text: Typed): Promise<CodesKept>;
  removeRecoveryCodes(id: string): Promise<Undo>;
  tickRecoveryCode(id: string, key: string, used: boolean): Promise<null>;
  copyRecoveryCode(id: string, key: string): Promise<Copied>;
  earlierValues(id: string): Promise<Array<EarlierValue>>;
  earlierNote(id: string, key: string): Promise<Shown>;
  putBack(id: string, key: string, password: Typed | null): Promise<Undo>;
  findEntries(typed: string, order: ListOrder | null): Promise<Array<Hit>>;
  showRows(ids: Array<string>): Promise<Array<RowCode>>;
  copyCode(id: string): Promise<Copied>;
  copyNextCount(id: string): Promise<Copied>;
  explainRefused(id: string): Promise<Refused>;
  checkClock(): Promise<ClockSync>;
  compareClock(): Promise<ClockCompared>;
  health(): Promise<Health>;
  putOffClock(): Promise<null>;
  keepClipboard(): Promise<null>;
  addEntry(entry: NewEntry): Promise<Added>;
  editEntry(id: string, edit: EntryEdit): Promise<Row>;
  entryDates(id: string): Promise<EntryDates>;
  changeOtp(id: string, change: OtpChange, password: Typed): Promise<Undo>;
  removeEntry(id: string): Promise<Undo>;
  removeEntries(ids: Array<string>): Promise<Undo>;
  pinEntries(ids: Array<string>, pinned: boolean): Promise<Undo>;
  mergeTwins(keep: string): Promise<Undo>;
  tagEntries(ids: Array<string>, tag: string, on: boolean): Promise<Undo>;
  renameTag(from: string, to: string): Promise<Undo>;
  moveEntry(id: string, beside: string, below: boolean): Promise<Undo>;
  restoreEntry(id: string): Promise<null>;
  deleteEntry(id: string): Promise<null>;
  undo(token: string): Promise<null>;
  chooseImport(): Promise<Review | null>;
  chooseImportFolder(): Promise<Review | null>;
  pasteImport(): Promise<Review>;
  importText(text: Typed): Promise<Review>;
  importDropped(text: Typed): Promise<Review>;
  scanScreen(): Promise<Review | null>;
  openSource(review: string, source: number, password: Typed, agreed: boolean): Promise<Review | null>;
  stopOpening(review: string, source: number): Promise<null>;
  chooseKeyFile(review: string, source: number): Promise<KeyFile | null>;
  removeKeyFile(review: string, source: number): Promise<null>;
  cancelCapture(): Promise<null>;
  confirmReview(id: string, ticked: Array<number>): Promise<Confirmed>;
  cancelReview(id: string): Promise<null>;
  exportBackup(password: Typed): Promise<Exported | null>;
  chooseBackup(): Promise<BackupFile | null>;
  restoreBackup(password: Typed): Promise<Restored>;
  reviewBackup(password: Typed): Promise<Review>;
  listBackups(): Promise<Backups>;
  tryBackups(password: Typed): Promise<Backups>;
  compareBackup(id: string, password: Typed | null): Promise<Comparison>;
  restoreEntries(id: string, password: Typed | null, entries: Array<string> | null): Promise<Restored>;
  restoreGeneration(id: string, password: Typed): Promise<Restored>;
  chooseBackupFolder(): Promise<BackupFolder | null>;
  forgetBackupFolder(): Promise<null>;
  listConflicts(): Promise<Array<Conflict>>;
  mergeConflict(id: string, password: Typed | null): Promise<Merged>;
  listQuarantine(): Promise<Array<Quarantined>>;
  exportQuarantine(password: Typed): Promise<Exported | null>;
  exportTargets(): Promise<Array<ExportTarget>>;
  previewExport(to: string, only: Array<string> | null): Promise<ExportPreview>;
  exportAccounts(to: string, only: Array<string> | null, password: Typed, seal: Typed | null, confirmation: string | null): Promise<ExportedAccounts | null>;
  cancelExport(): Promise<null>;
  showTransfer(password: Typed, only: Array<string> | null): Promise<Transfer | null>;
  transferPart(number: number): Promise<TransferPart>;
  endTransfer(): Promise<null>;
  unlockWithDevice(): Promise<null>;
  setDeviceUnlock(on: boolean, password: Typed): Promise<Rekeyed | null>;
  makeRecovery(password: Typed): Promise<RecoverySheet | null>;
  confirmRecovery(first: Typed, second: Typed): Promise<ConfirmedSheet>;
  leaveRecovery(): Promise<null>;
  removeRecovery(password: Typed): Promise<Rekeyed | null>;
  dismissRecovery(): Promise<null>;
  checkRecovery(code: Typed): Promise<Checked>;
  recover(code: Typed, password: Typed): Promise<Rekeyed | null>;
  changePassword(old: Typed, next: Typed): Promise<Rekeyed | null>;
  strengthen(password: Typed): Promise<Rekeyed | null>;
  printPage(): Promise<null>;
  hidden(): Promise<null>;
  saveSettings(settings: Settings): Promise<null>;
  activity(): Promise<null>;
}

/** How a command is called: its name, and its arguments by theirs. */
export type Invoke = <T>(command: string, args?: Record<string, unknown>) => Promise<T>;

/** Calls every command through `invoke`. */
export const commands = (invoke: Invoke): Commands => ({
  status: () => invoke("status"),
  estimatePassword: (password) => invoke("estimate_password", { password }),
  createVault: (password) => invoke("create_vault", { password }),
  unlock: (password) => invoke("unlock", { password }),
  followPassword: (password) => invoke("follow_password", { password }),
  lock: () => invoke("lock"),
  listEntries: (order) => invoke("list_entries", { order }),
  listTrash: () => invoke("list_trash"),
  entryNote: (id) => invoke("entry_note", { id }),
  recoveryCodes: (id, shown) => invoke("recovery_codes", { id, shown }),
  setRecoveryCodes: (id, text) => invoke("set_recovery_codes", { id, text }),
  removeRecoveryCodes: (id) => invoke("remove_recovery_codes", { id }),
  tickRecoveryCode: (id, key, used) => invoke("tick_recovery_code", { id, key, used }),
  copyRecoveryCode: (id, key) => invoke("copy_recovery_code", { id, key }),
  earlierValues: (id) => invoke("earlier_values", { id }),
  earlierNote: (id, key) => invoke("earlier_note", { id, key }),
  putBack: (id, key, password) => invoke("put_back", { id, key, password }),
  findEntries: (typed, order) => invoke("find_entries", { typed, order }),
  showRows: (ids) => invoke("show_rows", { ids }),
  copyCode: (id) => invoke("copy_code", { id }),
  copyNextCount: (id) => invoke("copy_next_count", { id }),
  explainRefused: (id) => invoke("explain_refused", { id }),
  checkClock: () => invoke("check_clock"),
  compareClock: () => invoke("compare_clock"),
  health: () => invoke("health"),
  putOffClock: () => invoke("put_off_clock"),
  keepClipboard: () => invoke("keep_clipboard"),
  addEntry: (entry) => invoke("add_entry", { entry }),
  editEntry: (id, edit) => invoke("edit_entry", { id, edit }),
  entryDates: (id) => invoke("entry_dates", { id }),
  changeOtp: (id, change, password) => invoke("change_otp", { id, change, password }),
  removeEntry: (id) => invoke("remove_entry", { id }),
  removeEntries: (ids) => invoke("remove_entries", { ids }),
  pinEntries: (ids, pinned) => invoke("pin_entries", { ids, pinned }),
  mergeTwins: (keep) => invoke("merge_twins", { keep }),
  tagEntries: (ids, tag, on) => invoke("tag_entries", { ids, tag, on }),
  renameTag: (from, to) => invoke("rename_tag", { from, to }),
  moveEntry: (id, beside, below) => invoke("move_entry", { id, beside, below }),
  restoreEntry: (id) => invoke("restore_entry", { id }),
  deleteEntry: (id) => invoke("delete_entry", { id }),
  undo: (token) => invoke("undo", { token }),
  chooseImport: () => invoke("choose_import"),
  chooseImportFolder: () => invoke("choose_import_folder"),
  pasteImport: () => invoke("paste_import"),
  importText: (text) => invoke("import_text", { text }),
  importDropped: (text) => invoke("import_dropped", { text }),
  scanScreen: () => invoke("scan_screen"),
  openSource: (review, source, password, agreed) => invoke("open_source", { review, source, password, agreed }),
  stopOpening: (review, source) => invoke("stop_opening", { review, source }),
  chooseKeyFile: (review, source) => invoke("choose_key_file", { review, source }),
  removeKeyFile: (review, source) => invoke("remove_key_file", { review, source }),
  cancelCapture: () => invoke("cancel_capture"),
  confirmReview: (id, ticked) => invoke("confirm_review", { id, ticked }),
  cancelReview: (id) => invoke("cancel_review", { id }),
  exportBackup: (password) => invoke("export_backup", { password }),
  chooseBackup: () => invoke("choose_backup"),
  restoreBackup: (password) => invoke("restore_backup", { password }),
  reviewBackup: (password) => invoke("review_backup", { password }),
  listBackups: () => invoke("list_backups"),
  tryBackups: (password) => invoke("try_backups", { password }),
  compareBackup: (id, password) => invoke("compare_backup", { id, password }),
  restoreEntries: (id, password, entries) => invoke("restore_entries", { id, password, entries }),
  restoreGeneration: (id, password) => invoke("restore_generation", { id, password }),
  chooseBackupFolder: () => invoke("choose_backup_folder"),
  forgetBackupFolder: () => invoke("forget_backup_folder"),
  listConflicts: () => invoke("list_conflicts"),
  mergeConflict: (id, password) => invoke("merge_conflict", { id, password }),
  listQuarantine: () => invoke("list_quarantine"),
  exportQuarantine: (password) => invoke("export_quarantine", { password }),
  exportTargets: () => invoke("export_targets"),
  previewExport: (to, only) => invoke("preview_export", { to, only }),
  exportAccounts: (to, only, password, seal, confirmation) => invoke("export_accounts", { to, only, password, seal, confirmation }),
  cancelExport: () => invoke("cancel_export"),
  showTransfer: (password, only) => invoke("show_transfer", { password, only }),
  transferPart: (number) => invoke("transfer_part", { number }),
  endTransfer: () => invoke("end_transfer"),
  unlockWithDevice: () => invoke("unlock_with_device"),
  setDeviceUnlock: (on, password) => invoke("set_device_unlock", { on, password }),
  makeRecovery: (password) => invoke("make_recovery", { password }),
  confirmRecovery: (first, second) => invoke("confirm_recovery", { first, second }),
  leaveRecovery: () => invoke("leave_recovery"),
  removeRecovery: (password) => invoke("remove_recovery", { password }),
  dismissRecovery: () => invoke("dismiss_recovery"),
  checkRecovery: (code) => invoke("check_recovery", { code }),
  recover: (code, password) => invoke("recover", { code, password }),
  changePassword: (old, next) => invoke("change_password", { old, next }),
  strengthen: (password) => invoke("strengthen", { password }),
  printPage: () => invoke("print_page"),
  hidden: () => invoke("hidden"),
  saveSettings: (settings) => invoke("save_settings", { settings }),
  activity: () => invoke("activity"),
});
