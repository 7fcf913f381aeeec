/** The ways into the vault: password, this computer, recovery sheet. */
import type { CommandError, LockReason } from "../bindings";
import { sentence } from "./errors.en";
import { accounts, day, plural, when } from "./words.en";

const LOCKED: Record<LockReason, string> = {
  asked: "",
  idle: "Locked because you were away.",
  failed: "Locked because something went wrong inside. Your vault is safe on the disk.",
  suspend: "Locked because the computer went to sleep.",
  screen: "Locked together with the screen.",
  hidden: "Locked because the window was hidden.",
  elsewhere: "Locked from the command line.",
};

/** What the keyring said, to someone who stands before the password field. */
const KEYRING: Record<string, string> = {
  password_due: "Type the password this once, so that you do not forget it.",
  keyring_locked: "This computer’s keyring is locked. Type the password, or unlock the keyring and try again.",
  keyring_missing: "No keyring answers on this computer. Type the password.",
  keyring_emptied: "The keyring no longer holds this vault’s key. Type the password, then switch it on again in the settings.",
  keyring_changed: "The key in the keyring does not open this vault. Type the password, then switch it on again in the settings.",
  keyring_slow: "The keyring did not answer in time. Type the password, or try again.",
  device_off: "Unlocking with the keyring is switched off. Type the password.",
};

export const unlock = {
  title: "Tessera is locked",
  reason: (reason: LockReason | null) => (reason ? LOCKED[reason] : ""),
  waiting: (count: number) =>
    plural(count, { one: "Unlock to add the account from the link.", other: "Unlock to add the accounts from # links." }),
  go: "Unlock",
  working: "Unlocking",
  device: "Unlock with this computer’s keyring",
  asking: "Asking the keyring",
  keyring: (error: CommandError) => KEYRING[error.code] ?? sentence(error),
  forgot: "Forgot the password?",
  lastBackup: (savedAt: number, entries: number) => `Last backup ${when(savedAt)}: verified, ${accounts(entries)}`,
};

export const recover = {
  title: "Use the recovery sheet",
  lead: "Type the code from the sheet. Capitals, spaces and hyphens do not matter.",
  code: "Recovery code",
  missing: (count: number) => plural(count, { one: "# character to go", other: "# characters to go" }),
  whole: "All seven groups are there.",
  next: "Continue",
  none: "Without the password or the sheet nobody can open this vault.",
  passwordTitle: "Choose a new password",
  passwordLead: "You also get a new recovery sheet. The one in your hand stops working.",
  go: "Open the vault",
  working: "Opening the vault",
};

export const recovery = {
  offer: "Make a recovery sheet",
  offerLead: "A sheet of paper that opens this vault if you ever forget the password.",
  points: [
    "It holds a code of seven short groups.",
    "You see it once, to print it or to write it down.",
    "It belongs where your passport is, not beside this computer.",
  ],
  make: "Make the sheet",
  making: "Making the sheet",
  later: "Later",
  title: "Your recovery sheet",
  lead: "Print it or write it down now. It is not shown again.",
  newTitle: "Your new recovery sheet",
  newLead: "Your old recovery sheet no longer works. Here is the new one. It is shown once.",
  deviceOff: "The keyring could not take the new key, so it no longer unlocks this vault. Switch it on again in the settings.",
  unsaved: "The code is not shown again. Print it or write it down first.",
  keep: "Keep it with your passport, not beside the computer.",
  print: "Print",
  done: "I have printed or written it down",
  group: (number: number) => `Group ${number}`,
  of: (vault: string, madeAt: number) => `Vault ${vault}, made on ${day(madeAt)}`,
  paper: {
    title: "Tessera recovery sheet",
    useTitle: "If the password is forgotten",
    use: [
      "Open Tessera and choose “Forgot the password?”.",
      "Type the seven groups. Capitals, spaces and hyphens do not matter.",
      "Choose a new password. Tessera shows a new sheet; destroy this one.",
    ],
    keepTitle: "Where to keep it",
    keep: [
      "With your passport, or with someone you trust; not beside the computer.",
      "Whoever has this sheet and the vault file can open the vault.",
      "The sheet alone brings nothing back. Keep backups of the vault too.",
    ],
  },
};
