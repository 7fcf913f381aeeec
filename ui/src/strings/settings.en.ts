import { days, plural, seconds } from "./words.en";

export const settings = {
  title: "Settings",

  window: "Window",
  theme: "Theme",
  themes: { system: "As the system", light: "Light", dark: "Dark" },
  hide: "Hide codes",
  hideHint: "Space shows the selected one. Copying works without showing.",
  clear: "Clear the clipboard after",
  seconds: (count: number) => (count === 120 ? "2 minutes" : seconds(count)),

  locking: "Locking",
  lock: "Lock after",
  minutes: (count: number | null) =>
    count === null ? "Never" : count === 60 ? "1 hour" : plural(count, { one: "# minute", other: "# minutes" }),
  lockWithScreen: "Lock with the screen",
  lockOnSuspend: "Lock when the computer sleeps",
  lockOnHide: "Lock when the window is hidden",

  ways: "Ways in",
  weak: "This vault is guarded less well than a new one would be.",
  strengthen: "Strengthen",
  strengthenTitle: "Strengthen the vault",
  strengthenLead: "Guessing your password will cost an attacker more. Unlocking may take a little longer.",
  strengthening: "Strengthening",

  password: "Password",
  changePassword: "Change the password",
  change: "Change the password",
  changing: "Changing the password",
  oldPassword: "Password now",
  newPassword: "New password",
  repeat: "Repeat the new one",

  recovery: "Recovery sheet",
  recoveryMade: "Made. It opens the vault if you forget the password.",
  recoveryNone: "Not made. If you forget the password, nothing else opens the vault.",
  makeRecovery: "Make the sheet",
  renewRecovery: "Make a new one",
  renewTitle: "Make a new recovery sheet",
  renewLead: "The sheet you have stops working.",
  removeRecovery: "Remove",
  removeTitle: "Remove the recovery sheet",
  removeLead: "The paper will open nothing any more. If you then forget the password, nothing else opens the vault.",
  removing: "Removing",

  device: "Unlock with this computer’s keyring",
  deviceHint: "No typing at start. Whoever can use your account on this computer can then open the vault.",
  deviceOnTitle: "Unlock with this computer’s keyring",
  deviceOnLead: "A key is put into the keyring of this computer, and tried at once.",
  deviceOnGo: "Switch on",
  deviceOffTitle: "Stop using the keyring",
  deviceOffLead: "The key is taken out of the keyring. The password opens the vault as before.",
  deviceOffGo: "Switch off",
  switching: "Asking the keyring",
  every: "Ask for the password",
  everyDays: (count: number | null) => (count === null ? "Never" : `Every ${days(count)}`),

  backups: "Backups",
  openBackups: "Open Backups",
  noBackup: "No automatic backup yet.",
};
