import type { Merged, Reason } from "../bindings";
import { accounts, days, list, plural } from "./words.en";

type Sentence = string | ((params: Record<string, string>) => string);

/** What went wrong and what to do next, for every code of the shell and every reason of a draft. */
const SENTENCES: Record<string, Sentence> = {
  wrong_password: "Wrong password. Check caps lock and try again.",
  weak_password: "A vault needs a password. Type one.",
  damaged: "The vault file is damaged. Choose an earlier copy to go back to.",
  damaged_copy: "This copy is damaged. Choose another one.",
  too_new: "This vault was made by a newer Tessera. Update Tessera to open it.",
  not_a_vault: "This file is not a Tessera vault. Choose another one.",
  locked: "The vault is locked. Unlock it first.",
  absent: "There is no vault yet. Create one first.",
  exists: "There is a vault already. Unlock it instead.",
  changed_on_disk: "The vault file was changed by another program. It has been read again; repeat what you did.",
  key_changed: "The vault was replaced, or its password was changed, by another program. Unlock it again.",
  io: ({ what }) =>
    what === "write"
      ? "The file could not be written. Check that the folder exists and may be written to."
      : "The file could not be read. Check that it exists and may be opened.",
  no_space: "The disk is full. Make room and try again.",
  busy: "Another Tessera is saving this vault. Try again in a moment.",
  own_file: "That is the vault itself. Choose another place.",
  too_large: "This is larger than a vault can be. Choose another file, or remove some accounts.",
  out_of_memory: "There is not enough memory to open the vault. Close other programs and try again.",
  not_found: "This account is no longer in the vault.",
  invalid_secret: "The secret is not valid. Copy it again from the site.",
  secret_missing: "There is no secret. Copy it from the site.",
  secret_character: "The secret holds a character other than A–Z and 2–7. Copy it again from the site.",
  invalid_uri: "The address is not an authenticator address. It should begin with otpauth://",
  invalid_digits: ({ given }) => `A code cannot have ${given ?? "that many"} digits. Use 1 to 10.`,
  invalid_period: ({ given }) => `A code cannot change every ${given ?? "so many"} seconds. Use 1 to 86,400.`,
  invalid_counter: "The counter is not a whole number from 0 up.",
  invalid_algorithm: ({ given }) => `The algorithm ${given ?? ""} is not known. Use SHA-1, SHA-256 or SHA-512.`,
  unsupported_type: ({ given }) => `Codes of the type ${given ?? "given"} cannot be made by Tessera.`,
  pin_missing: "There is no PIN, and codes of this kind need one.",
  yandex_secret: "The secret is not one of Yandex. Set the account up again there.",
  entry_unreadable: "This entry cannot be read.",
  nothing_on_clipboard: "The clipboard holds no picture or text. Copy the QR code or the secret first.",
  clipboard: "The clipboard could not be used. Try again.",
  screen_refused: "Tessera may not look at the screen. Allow it in the system’s settings, or take a screenshot and drop it here.",
  screen_unsupported: "This desktop lets no app look at the screen. Take a screenshot, and drop or paste it here.",
  screen_failed: "The screen could not be scanned. Take a screenshot, and drop or paste it here.",
  expired: "That can no longer be done.",
  transfer: "The Google transfer code cannot be read. Show it again and take a new picture.",
  already_here: "The same account is in the vault.",
  differs: ({ field }) => `An account of this name is in the vault with another ${field ?? "secret"}.`,
  // The ways in.
  password_due: "Type the password, so that you do not forget it.",
  keyring_locked: "This computer’s keyring is locked. Unlock it and try again.",
  keyring_missing: "No keyring answers on this computer. Start one, such as GNOME Keyring or KWallet, and try again.",
  keyring_emptied: "The keyring did not keep the key. Try again; if it stays so, go on with the password.",
  keyring_changed: "The keyring gave back another key. Try again; if it stays so, go on with the password.",
  keyring_slow: "The keyring did not answer in time. Try again.",
  too_many_devices: "Too many computers unlock this vault with their keyring. Change the password, and they all ask for it again.",
  device_off: "Unlocking with the keyring is switched off. Use the password.",
  recovery_typo: ({ group }) => `Group ${group ?? ""} has a typo. Compare it with the sheet.`,
  recovery_length: ({ missing, extra }) =>
    extra === undefined
      ? `${plural(Number(missing), { one: "# character is", other: "# characters are" })} missing. Type all seven groups.`
      : `${plural(Number(extra), { one: "# character", other: "# characters" })} too many. Type the seven groups and nothing else.`,
  wrong_recovery: "This code does not open this vault. Use the newest sheet; older ones no longer work.",
  no_recovery: "This vault has no recovery sheet. Only the password opens it.",
  // Copies.
  password_needed: "This copy has another password. Type the one it was saved with.",
  other_vault: "This is a copy of another vault and cannot be merged. Leave it, or move it to another folder.",
  // Accounts for other apps.
  seal_missing: "The file needs a password. Type one.",
  not_confirmed: "Type the word plaintext to have the file written without encryption.",
  nothing_to_export: "This app can take none of your accounts. Choose another one.",
  export_too_large: "The file would be too large. Choose another app.",
  file_exists: "A file of this name is there already. Choose another name or another folder.",
  // Notices: said by the shell on its own.
  merged: (params) => merged(countsOf(params)),
  backup_failed: "The automatic backup could not be written. Make room on the disk, or save a backup by hand.",
  second_backup_failed: "The copy in the second folder could not be written. Check that its disk is there and not full.",
  backup_stale: ({ days: since }) =>
    `No copy reached the second folder for ${days(Number(since))}. Check that its disk is there and not full.`,
  older_file: ({ seen, found }) =>
    `The vault file is older than the one seen here last (save ${found ?? ""}, not ${seen ?? ""}). If something is missing, look at Backups.`,
  repaired: "The vault file was damaged by something else. It was written anew from what is open here, and the damaged one is kept.",
  key_changed_kept: "The vault’s password was changed elsewhere. What was here is kept among the backups.",
  quarantined: ({ count }) =>
    plural(Number(count), { one: "# account cannot be read. It is kept as it is.", other: "# accounts cannot be read. They are kept as they are." }),
};

const countsOf = ({ added, changed, removed, kept_both }: Record<string, string>): Merged => ({
  added: Number(added ?? 0),
  changed: Number(changed ?? 0),
  removed: Number(removed ?? 0),
  kept_both: Number(kept_both ?? 0),
});

/** What came of two copies, in one sentence. */
export function merged({ added, changed, removed, kept_both }: Merged): string {
  const kinds = [
    { count: added, words: "added" },
    { count: changed, words: "changed" },
    { count: removed, words: "removed" },
    { count: kept_both, words: "kept twice, as the secrets differ" },
  ].filter(({ count }) => count > 0);
  if (kinds.length === 0) return "Two copies were merged; both held the same.";
  const did = kinds.map(({ count, words }, i) => `${i === 0 ? accounts(count) : count} ${words}`);
  return `Two copies were merged: ${list.format(did)}.`;
}

/** What is wrong with a source, after its name; and with several, after their number. */
const OF_FILES: Record<string, string | { one: string; other: string }> = {
  not_readable: "could not be read",
  too_large: { one: "is too large", other: "are too large" },
  not_a_picture: { one: "is not a picture that can be read", other: "are not pictures that can be read" },
  other_picture: {
    one: "is a picture of a kind that is not read: HEIC, AVIF or JPEG XL. Save it as PNG or JPEG",
    other: "are pictures of a kind that is not read: HEIC, AVIF or JPEG XL. Save them as PNG or JPEG",
  },
  no_code: { one: "shows no QR code", other: "show no QR code" },
  no_account: { one: "holds no authenticator account", other: "hold no authenticator account" },
  empty: { one: "is empty", other: "are empty" },
  on_a_page: {
    one: "is on a web page. Copy the picture there and paste it here, or scan the screen",
    other: "are on web pages. Copy each picture there and paste it here, or scan the screen",
  },
  empty_folder: { one: "holds no pictures or texts", other: "hold no pictures or texts" },
  too_many_files: {
    one: "holds more than is read at once, or lies too deep. Choose smaller folders for the rest",
    other: "hold more than is read at once, or lie too deep. Choose smaller folders for the rest",
  },
  damaged: { one: "is damaged", other: "are damaged" },
  vault: {
    one: "is a Tessera vault. It opens with its password",
    other: "are Tessera vaults. They open with their passwords",
  },
  too_new: {
    one: "was made by a newer Tessera. Update Tessera to open it",
    other: "were made by a newer Tessera. Update Tessera to open them",
  },
  newer: {
    one: "was made by a newer version of its app than Tessera knows",
    other: "were made by newer versions of their apps than Tessera knows",
  },
  account_restricted: "can be opened by one Bitwarden account only. Export it again with a password",
  device_key: { one: "is encrypted with a key that stays on its device", other: "are encrypted with keys that stay on their devices" },
  pgp: { one: "is encrypted with OpenPGP. Decrypt it first", other: "are encrypted with OpenPGP. Decrypt them first" },
  cipher: {
    one: "is encrypted in a way that Tessera does not know",
    other: "are encrypted in a way that Tessera does not know",
  },
  keepass_1: {
    one: "is a database of KeePass 1. Open it in KeePassXC and save it there",
    other: "are databases of KeePass 1. Open them in KeePassXC and save them there",
  },
  packing: {
    one: "is packed in a way that Tessera does not know. Unpack it first",
    other: "are packed in a way that Tessera does not know. Unpack them first",
  },
  push_only: { one: "holds accounts without codes only", other: "hold accounts without codes only" },
  too_costly: "would cost more memory or time than is safe",
  needs_password: {
    one: "is encrypted, and too many files wait for their passwords. Import it once those are open",
    other: "are encrypted, and too many files wait for their passwords. Import them once those are open",
  },
  unreadable: "could not be read safely. Take a screenshot of the code instead",
  too_slow: {
    one: "could not be searched in time. Crop it to the code and try again",
    other: "could not be searched in time. Crop them to the code and try again",
  },
  no_reader: "could not be read, as a part of Tessera is missing. Install Tessera again",
};

/** What a format may not carry. */
const FIELDS: Record<string, string> = { algorithm: "algorithm", counter: "counter" };

/** What else there is to know of a file that was read. */
const REMARKS: Record<string, (params: Record<string, string>) => string> = {
  lost: ({ app, field, count }) =>
    `${app ?? "Such"} files do not carry the ${FIELDS[field ?? ""] ?? "parameters"}: ${accounts(Number(count))} may give wrong codes.`,
  code_unread: ({ count }) =>
    plural(Number(count), {
      one: "The QR code of # account is missing or cannot be read. Its code is wrong if its period is not 30 seconds.",
      other: "The QR codes of # accounts are missing or cannot be read. A code is wrong if its period is not 30 seconds.",
    }),
  without_code: ({ count }) =>
    plural(Number(count), { one: "# item without a code was left out.", other: "# items without a code were left out." }),
  missing_parts: ({ of, missing }) =>
    `This is a Google transfer in ${of ?? "several"} parts, and not all are here. Missing: ${missing ?? ""}.`,
  nameless: ({ count }) =>
    plural(Number(count), { one: "# entry cannot be read and has no name.", other: "# entries cannot be read and have no names." }),
  left_behind: ({ count }) =>
    plural(Number(count), {
      one: "# account cannot be read by this Tessera and stays behind.",
      other: "# accounts cannot be read by this Tessera and stay behind.",
    }),
  more: ({ app }) => `${app ?? "It"} holds more than Tessera reads.`,
};

export function remark({ code, params }: Reason): string {
  return REMARKS[code]?.(params) ?? sentence({ code, params });
}

const unknown = (code: string) => `Something went wrong (${code}). Try again; if it stays, restart Tessera.`;

export function sentence({ code, params }: Reason): string {
  const words = SENTENCES[code] ?? unknown(code);
  return typeof words === "string" ? words : words(params);
}

export function fileProblem(name: string, { code }: Reason): string {
  return `${name} ${wordsOf(code).one}.`;
}

export function filesProblem(count: number, { code }: Reason): string {
  return `${plural(count, { one: "# file", other: "# files" })} ${wordsOf(code).other}.`;
}

function wordsOf(code: string): { one: string; other: string } {
  const words = OF_FILES[code] ?? `could not be used (${code})`;
  return typeof words === "string" ? { one: words, other: words } : words;
}

/** What zxcvbn says of a password, as advice. */
export const WARNINGS: Record<string, string> = {
  common: "This is among the first passwords that get tried.",
  repeat: "Repeated characters add little.",
  sequence: "Runs such as abc or 123 add little.",
  date: "Dates are easy to guess.",
  names: "Names are easy to guess.",
  keyboard: "Runs of neighbouring keys are easy to guess.",
  guessable: "A few unrelated words would be harder to guess.",
};
