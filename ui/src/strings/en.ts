import { type GuessUnit, timeToGuess } from "../words/guess";
import { capture, review } from "./capture.en";
import { backups, conflicts, damaged, quarantine } from "./copies.en";
import { fileProblem, filesProblem, merged, remark, sentence, WARNINGS } from "./errors.en";
import { move, transfer } from "./leaving.en";
import { settings } from "./settings.en";
import { recover, recovery, unlock } from "./ways.en";
import { accounts, plural, seconds, when } from "./words.en";

const GUESS: Record<GuessUnit, (count: number) => string> = {
  instant: () => "at once",
  second: seconds,
  minute: (count) => plural(count, { one: "a minute", other: "# minutes" }),
  hour: (count) => plural(count, { one: "an hour", other: "# hours" }),
  day: (count) => plural(count, { one: "a day", other: "# days" }),
  month: (count) => plural(count, { one: "a month", other: "# months" }),
  year: (count) => plural(count, { one: "a year", other: "# years" }),
  century: (count) => plural(count, { one: "a century", other: "# centuries" }),
  ages: () => "longer than anyone can wait",
};

const SCAN_KEY = "Ctrl Shift S";

export const en = {
  lang: "en",
  dir: "ltr" as "ltr" | "rtl",
  sentence,
  fileProblem,
  filesProblem,
  remark,

  cancel: "Cancel",
  back: "Back",
  close: "Close",
  save: "Save",
  undo: "Undo",
  drop: "Drop to add",

  password: {
    label: "Password",
    show: "Show the password",
    capsLock: "Caps lock is on.",
  },

  firstRun: {
    title: "Make your vault",
    lead: "Your accounts stay on this computer, locked with a password that only you know.",
    password: "Choose a password",
    repeat: "Repeat it",
    differ: "The two passwords differ. Type the same one twice.",
    remember: "Nobody can reset it. Write it down and keep it somewhere safe.",
    create: "Create the vault",
    creating: "Creating the vault",
    restore: "Restore from a backup",
  },

  strength: {
    prompt: "Several unrelated words make a good one.",
    guess(crackSeconds: number): string {
      const { unit, count } = timeToGuess(crackSeconds);
      return `Time to guess: ${GUESS[unit](count)}`;
    },
    warning: (code: string) => WARNINGS[code] ?? "",
  },

  restore: {
    title: "Restore from a backup",
    lead: (file: string) => `Type the password that ${file} was saved with.`,
    go: "Restore",
    working: "Opening the backup",
    review: "See what it holds",
    done: (entries: number) => `${accounts(entries)} restored`,
  },

  capture,
  review,
  unlock,
  recover,
  recovery,
  damaged,
  backups,
  conflicts,
  quarantine,
  move,
  transfer,
  settings,
  merged,

  main: {
    search: "Search",
    searchIn: (count: number) => `Search ${accounts(count)}`,
    add: "Add an account",
    menu: "Menu",
    list: "Accounts",
    all: "All",
    tags: "Show by tag",
    nothing: (query: string) => `No account matches “${query}”`,
    nothingTagged: "No account bears this tag.",
    clear: "Clear the search",
    look: "Look",
    dismiss: "Not now",
    noRecovery: "You have no recovery sheet yet.",
    makeRecovery: "Make one",
    results: (count: number) => plural(count, { one: "# account found", other: "# accounts found" }),
  },

  row: {
    label: (issuer: string, account: string) => (issuer && account ? `${issuer}, ${account}` : issuer || account),
    code: (code: string) => `Code ${[...code.replace(/\s/g, "")].join(" ")}`,
    hidden: "Code hidden",
    next: (code: string) => `next ${code}`,
    get: "Get code",
    more: (issuer: string) => `More for ${issuer}`,
    rival: "other copy",
    rivalHint: "Two copies of the vault had changed this secret. Try both at the site, and remove the one that it refuses.",
    freshHint: "Not yet confirmed: the site has not taken a code",
    copied: "Copied",
  },

  actions: {
    copy: "Copy the code",
    reveal: "Show the code",
    edit: "Edit",
    pin: "Pin to the top",
    unpin: "Unpin",
    confirm: "The site took the code",
    remove: "Remove",
  },

  menu: {
    import: "Import files",
    backup: "Save a backup",
    backups: "Backups",
    move: "Move to another app",
    trash: "Recently removed",
    settings: "Settings",
    keys: "Keys",
    lock: "Lock",
  },

  toast: {
    copied: (issuer: string, clears: number) => `${issuer} copied · clears in ${clears} s`,
    copiedNext: (issuer: string, clears: number) => `${issuer}: next code copied · clears in ${clears} s`,
    keep: "Keep",
    kept: "The code stays on the clipboard.",
    added: (issuer: string) => `${issuer} added`,
    imported: (count: number, trashed: number) => `${accounts(count)} added` + (trashed > 0 ? `, ${trashed} of them to the trash` : ""),
    removed: (issuer: string) => `${issuer} removed`,
    restored: (issuer: string) => `${issuer} is back`,
    backup: (file: string, entries: number) => `Backup saved and checked: ${file}, ${accounts(entries)}`,
    passwordChanged: "Password changed. Older backups keep the old one.",
    recoveryRemoved: "Recovery sheet switched off. The paper opens nothing any more; throw it away.",
    deviceOn: "This computer’s keyring now unlocks the vault.",
    deviceOff: "The keyring no longer unlocks the vault.",
    strengthened: "The vault is guarded as well as a new one.",
    restoredChanges: (count: number) => `${accounts(count)} set back`,
    quarantineSaved: (file: string) => `Saved as ${file}. It holds secrets; keep it safe.`,
    dismiss: "Dismiss",
  },

  entry: {
    editTitle: "Edit account",
    issuer: "Site or app",
    issuerHint: "GitHub",
    account: "Account",
    accountHint: "you@example.org",
    secret: "Secret",
    secretHint: "The letters and digits the site shows, or a whole otpauth:// address",
    advanced: "Advanced",
    kind: "Kind",
    kinds: { totp: "By time", hotp: "By counter", steam: "Steam", motp: "mOTP", yandex: "Yandex" },
    algorithm: "Algorithm",
    algorithms: { SHA1: "SHA-1", SHA256: "SHA-256", SHA512: "SHA-512" },
    digits: "Digits",
    period: "Seconds a code lasts",
    counter: "Counter",
    add: "Add account",
    tags: "Tags",
    tagsHint: "Work, Home",
    note: "Note",
    pinned: "Keep at the top",
    confirmed: "The site has taken a code",
    remove: "Remove account",
    nameless: "Name the site or the account.",
  },

  trash: {
    title: "Recently removed",
    empty: "Nothing was removed lately.",
    removed: (at: number) => `removed ${when(at)}`,
    restore: "Restore",
    delete: "Delete for good",
    sure: (issuer: string) => `Delete ${issuer} for good? Its secret cannot be brought back.`,
    keep: "Keep it",
  },

  backup: {
    title: "Save a backup",
    lead: "The copy is encrypted with your vault’s password. Keep it on another disk or device.",
    go: "Choose a place",
    working: "Saving the backup",
  },

  keys: {
    title: "Keys",
    scan: SCAN_KEY,
    rows: [
      ["Any letter", "search"],
      ["↑ ↓", "choose an account"],
      ["Enter", "copy the code"],
      ["1 – 9", "copy the first to ninth code, while the search is empty"],
      ["Alt 1 – 9", "the same, always"],
      ["Space", "show a hidden code"],
      ["Esc", "clear the search, close a sheet"],
      ["Ctrl N", "type an account in"],
      ["Ctrl V", "add what the clipboard holds"],
      [SCAN_KEY, "scan the screen for QR codes"],
      ["Ctrl E", "edit the chosen account"],
      ["Delete", "remove the chosen account"],
      ["Shift F10", "all actions for the chosen account"],
      ["Ctrl L", "lock"],
      ["Ctrl ,", "settings"],
      ["?", "this list"],
    ] as const,
  },
};
