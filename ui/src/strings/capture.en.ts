/** The one way in for new accounts: sources, what is under way, and what came of it. */
import type { Batch, DraftStatus, OtherCode, Progress, Reason, SourceReport } from "../bindings";
import { fileProblem } from "./errors.en";
import { accounts, list, plural } from "./words.en";

export const capture = {
  drop: "Drop a screenshot of the QR code here",
  lead: "or a text, or the file of another app",
  field: "Address or secret",
  hint: "or type an address or secret",
  read: "Read it",
  paste: "Paste",
  files: "Choose files",
  folder: "Choose a folder",
  screen: "Scan the screen",
  screenAsks: "Your desktop asks first",
  typing: "Type it in",
  reading: "Reading",

  progress: ({ done, total }: Progress) => plural(total, { one: "Reading the pictures of the file", other: `${done} of # pictures` }),
  stop: "Cancel",

  nothingOnScreen:
    "No QR code was seen on the screens. Make it larger, show all of it, or take a screenshot and drop it here.",
  nothingNew: "No other code was seen on the screens. Show the next part and scan again.",
  /** What is wrong with a source that has no name. */
  nothingIn: (way: "paste" | "screen" | "text", problem: Reason) =>
    NOTHING[`${way} ${problem.code}`] ?? fileProblem(NAMELESS[way], problem),
};

/** Where what to do is not the same as for a file. */
const NOTHING: Record<string, string> = {
  "paste no_account": "The clipboard holds no authenticator account. For a secret alone, choose Type it in.",
  "screen too_slow": "The screens could not be searched in time. Take a screenshot of the code alone, and drop it here.",
  "screen unreadable": "The screens could not be read safely. Take a screenshot of the code alone, and drop it here.",
};

const NAMELESS = { paste: "The clipboard", screen: "The screen", text: "What you typed" };

const STATUS: Record<DraftStatus, string> = {
  new: "new",
  duplicate: "already here",
  conflict: "differs",
  invalid: "cannot be used",
  unsupported: "cannot be used",
};

type Named = (detail: string) => { name: string; note?: string };

/** What a code is that is no account, and what it is for. */
const OTHERS: Record<OtherCode["what"], Named> = {
  link: (host) => ({ name: host ? `Link to ${host}` : "Link" }),
  wifi: (network) => ({ name: network ? `Wi‑Fi network “${network}”` : "Wi‑Fi network" }),
  passkey: () => ({ name: "Passkey sign-in", note: "Scan it with the phone that holds the passkey." }),
  sign_in: (app) =>
    app
      ? { name: `${app} device link`, note: `It signs another device in. Scan it with ${app} on your phone.` }
      : { name: "Device link", note: "It signs another device in to an app." },
  authenticator: (app) => ({
    name: `${app || "Other authenticator"} set-up`,
    note: `Only ${app || "that app"} can use this code. Choose “a different authenticator app” on that site, and scan the code that it shows then.`,
  }),
  contact: () => ({ name: "Contact card" }),
  message: () => ({ name: "E-mail, message or phone number" }),
  payment: () => ({ name: "Payment" }),
  place: () => ({ name: "Place on a map" }),
  event: () => ({ name: "Calendar event" }),
  text: () => ({ name: "Plain text" }),
};

/** What an app calls the file that it writes. */
const FILES: Record<string, string> = { KeePass: "KeePass database", Tessera: "Tessera vault" };

export const review = {
  sealed: (count: number) => plural(count, { one: "The file is encrypted", other: "# files are encrypted" }),
  seal: ({ app, problem }: SourceReport) => {
    if (problem) return `Not a picture. If it is an encrypted ${app} backup, enter its password`;
    return `${FILES[app] ?? `${app} backup`}: enter its password`;
  },
  password: (name: string) => `Password of ${name}`,
  open: "Open",
  openName: (name: string) => `Open ${name}`,
  opening: "Opening it. This may take a while.",
  stop: "Stop",
  stopOpening: (name: string) => `Stop opening ${name}`,
  keyFile: "Choose a key file",
  keyFileOf: (name: string) => `Choose a key file for ${name}`,
  keyFileChosen: (file: string) => `Key file: ${file}`,
  otherKeyFile: "Choose another",
  removeKeyFile: "Remove",
  removeKeyFileOf: (name: string) => `Remove the key file of ${name}`,
  /** Why it did not open, where it could be more than the password. */
  notOpened: ({ sealed, problem, app }: SourceReport, keyFile: boolean) => {
    if (problem) return `This password does not open it, or it is no ${app} backup.`;
    if (sealed !== "password_or_key_file") return null;
    return keyFile ? "Wrong password or key file. Check both and try again." : "Wrong password, or a key file is missing. Try again.";
  },
  remark: (name: string, words: string) => `${name}: ${words}`,
  found: (count: number) => (count === 0 ? "No account found" : `${accounts(count)} found`),
  inFile: (name: string) => `in ${name}`,
  inFiles: (count: number) => plural(count, { one: "in # file", other: "in # files" }),
  batch: ({ have, of, missing }: Batch) => {
    const first = Array.from({ length: of }, (_, i) => i + 1).find((part) => !missing.includes(part));
    return have === 1 ? `Google transfer, part ${first} of ${of}` : `Google transfer, ${have} of ${of} parts`;
  },
  transfer: ({ have, of }: Batch) => `Google transfer: ${have} of ${of} parts`,
  anotherTransfer: ({ have, of }: Batch) => `Part of another transfer: ${have} of ${of}`,
  missing: ({ missing }: Batch) =>
    plural(missing.length, {
      one: `Part ${list.format(missing.map(String))} is missing.`,
      other: `Parts ${list.format(missing.map(String))} are missing.`,
    }),
  next: (canScan: boolean) =>
    canScan ? "Show the next part and scan the screen again, or drop its picture." : "Show the next part, and drop or paste its picture.",
  others: (sources: number) => (sources > 1 ? "Other codes in the pictures" : "Other codes in the picture"),
  other: ({ what, detail }: OtherCode) => OTHERS[what](detail),
  gaveUp: (name: string) => `Not all of ${name || "the picture"} could be searched in time. Crop it to the code and try again.`,
  nameless: "No name",
  unnamed: "What was pasted or dropped",
  staySealed: (count: number) =>
    plural(count, {
      one: "One file is not open yet. What is in it is not added.",
      other: "# files are not open yet. What is in them is not added.",
    }),
  plainFiles: (count: number) =>
    plural(count, {
      one: "The file still holds these secrets; delete it when you are done.",
      other: "The files still hold these secrets; delete them when you are done.",
    }),
  status: (status: DraftStatus) => STATUS[status],
  trashed: "goes to the trash",
  digits: (count: number) => plural(count, { one: "# digit", other: "# digits" }),
  period: (count: number) => plural(count, { one: "changes every second", other: "changes every # seconds" }),
  add: (count: number) => (count === 0 ? "Add" : `Add ${accounts(count)}`),
};
