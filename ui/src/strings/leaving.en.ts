/** Accounts on their way out: to another app, or to a phone. */
import type { ExportPreview, ExportTarget, Left } from "../bindings";
import { accounts, list, plural } from "./words.en";

/** Where there is more to say than the name of an app. */
const FORMATS: Record<string, { name: string; hint?: string }> = {
  "aegis-encrypted": { name: "Aegis" },
  "2fas-encrypted": { name: "2FAS" },
  "bitwarden-encrypted": { name: "Bitwarden" },
  uris: { name: "Text file", hint: "One otpauth:// address a line" },
  google: { name: "Google Authenticator, as text", hint: "Its transfer addresses, one a line" },
  "google-qr": { name: "Google Authenticator, as pictures", hint: "QR codes of up to ten accounts each" },
  sheet: { name: "Sheet to print", hint: "A page with a QR code for each account" },
};
/** What can be said of an app alone, where its format has a longer name. */
const APPS: Record<string, string> = { uris: "this file", google: "Google Authenticator", "google-qr": "Google Authenticator", sheet: "the sheet" };

const format = (target: ExportTarget) => FORMATS[target.name] ?? { name: target.title };
const app = (target: ExportTarget) => APPS[target.name] ?? format(target).name;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** So many are named; of more, the rest is counted. */
const NAMED = 3;
function named(names: string[]): string {
  const rest = names.length - NAMED;
  return rest > 1 ? list.format([...names.slice(0, NAMED), plural(rest, { other: "# more" })]) : list.format(names);
}

type Words = (count: number, app: string, left: string[]) => string;
const LOSSES: Record<string, Words> = {
  account: (count, app, left) =>
    `${plural(count, { one: `${named(left)} stays`, other: `${named(left)} stay` })} behind: ${app} has no codes of ${count === 1 ? "its" : "their"} kind.`,
  trash: (count) => `${plural(count, { one: "# removed account stays", other: "# removed accounts stay" })} behind.`,
  labels: (count) => `${plural(count, { one: "# account", other: "# accounts" })} may arrive under another name.`,
  tags: (count) => `Tags of ${accounts(count)} stay behind.`,
  note: (count) => plural(count, { one: "The note of # account stays behind.", other: "The notes of # accounts stay behind." }),
  pin: (count) => plural(count, { one: "# account is no longer pinned.", other: "# accounts are no longer pinned." }),
  shared: (count, app) =>
    `${plural(count, { one: "# account has the secret of another", other: "# accounts have the secret of another" })}: ${app} keeps only one of those.`,
  iphone: (count, app) => `${capital(app)} on the iPhone refuses ${accounts(count)}; on Android it takes ${count === 1 ? "it" : "them"}.`,
};

/** What is typed by whoever means it; the shell knows it, too. */
const WORD = "plaintext";

export const move = {
  title: "Move to another app",
  lead: "Your accounts stay in Tessera as well.",
  encrypted: "Encrypted, recommended",
  encryptedHint: "The file opens with a password that you choose.",
  phone: "Without a file",
  phoneGo: "Show QR codes for a phone",
  phoneHint: "Google Authenticator scans them from this screen",
  plain: "Not encrypted",
  plainHint: "Whoever reads such a file has your accounts. Choose one only where the app takes nothing else.",
  plainBetter: "It takes the encrypted file as well",
  name: (target: ExportTarget) => format(target).name,
  hint: (target: ExportTarget) => format(target).hint ?? "",

  to: (target: ExportTarget) => (APPS[target.name] ? format(target).name : `Move to ${format(target).name}`),
  carried: (target: ExportTarget, { carried, left_out, losses }: ExportPreview) => {
    const all = left_out.length === 0 ? plural(carried, { one: "# account", other: "all # accounts" }) : `${carried} of ${accounts(carried + left_out.length)}`;
    return `${capital(app(target))} takes ${all}.${losses.length === 0 ? " Nothing is lost." : ""}`;
  },
  losses: (target: ExportTarget, { losses }: ExportPreview, left: string[]) =>
    losses.map(({ code, params }) => {
      const words = LOSSES[code] ?? ((count: number) => `Something of ${accounts(count)} stays behind.`);
      return words(Number(params.count), app(target), left);
    }),
  none: (target: ExportTarget) => `${capital(app(target))} can take none of your accounts. Choose another app.`,
  password: "Password of this vault",
  seal: "New password for the file",
  repeat: "Repeat the new one",
  sealMissing: "The file needs a password. Type one.",
  bare: "The file is not encrypted. Whoever reads it has your accounts.",
  word: WORD,
  confirm: `Type “${WORD}” to go on`,
  notConfirmed: `Type the word ${WORD}, or go back and choose an encrypted file.`,
  go: "Choose a place",
  working: "Saving",

  saved: (target: ExportTarget, { file_name, entries, files }: Left) => {
    const where = files === 1 ? `Saved as ${file_name}` : `Saved as ${file_name} and ${plural(files - 1, { other: "# more" })}`;
    const gone =
      target.name === "sheet"
        ? "Print it, then delete the file."
        : `Delete ${files === 1 ? "the file" : "the files"} once the other app has the accounts.`;
    return target.encrypted
      ? `${where}: ${accounts(entries)}. Open it in ${app(target)} with the password for the file.`
      : `${where}: ${accounts(entries)}, not encrypted. ${gone}`;
  },
};

export const transfer = {
  title: "QR codes for a phone",
  lead: "Whoever photographs them has your accounts. Make sure that nobody looks on.",
  go: "Show the codes",
  working: "Drawing the codes",
  part: (number: number, of: number) => (of === 1 ? "QR code" : `Part ${number} of ${of}`),
  alt: (number: number, of: number) => (of === 1 ? "QR code" : `QR code, part ${number} of ${of}`),
  back: "Back",
  next: "Next",
  done: "Done",
};
