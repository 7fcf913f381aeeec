import type { Reason } from "../bindings";

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
  own_file: "That is the vault itself. Choose another place for the backup.",
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
  nothing_on_clipboard: "The clipboard holds no picture or text. Copy the QR code or the secret first.",
  clipboard: "The clipboard could not be used. Try again.",
  expired: "That can no longer be done.",
  transfer: "The Google transfer code cannot be read. Show it again and take a new picture.",
  already_here: "The same account is in the vault.",
  differs: ({ field }) => `An account of this name is in the vault with another ${field ?? "secret"}.`,
  // Notices: said by the shell on its own.
  backup_failed: "The earlier copy of the vault could not be kept. Save a backup from the menu.",
};

/** What is wrong with a source, after its name. */
const OF_FILES: Record<string, string> = {
  not_readable: "could not be read",
  too_large: "is too large",
  not_a_picture: "is not a picture that can be read",
  no_code: "shows no QR code",
  no_account: "holds no authenticator account",
  empty: "is empty",
  damaged: "is damaged",
  vault: "is a Tessera vault: choose Restore from a backup in the menu",
};

const unknown = (code: string) => `Something went wrong (${code}). Try again; if it stays, restart Tessera.`;

export function sentence({ code, params }: Reason): string {
  const words = SENTENCES[code] ?? unknown(code);
  return typeof words === "string" ? words : words(params);
}

export function fileProblem(name: string, reason: Reason): string {
  return `${name} ${OF_FILES[reason.code] ?? `could not be used (${reason.code})`}.`;
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
