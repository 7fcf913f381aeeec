/** Copies of the vault: backups, what sync programs leave, and what cannot be read. */
import type { ChangeKind, Comparison, EntryPart, Generation, Reason } from "../bindings";
import { sentence } from "./errors.en";
import { accounts, days, kibibytes, list, moment, near, plural, when } from "./words.en";

const STATE: Record<Generation["state"], string> = {
  verified: "verified",
  empty: "empty",
  damaged: "damaged",
  locked: "old password",
};
const WHAT: Record<ChangeKind, string> = { added: "comes back", changed: "changes", removed: "to the trash" };
const PARTS: Record<EntryPart, string> = {
  otp: "secret or kind of code",
  labels: "name",
  tags: "tags",
  note: "note",
  pin: "pin",
};

/** The same in a few words, for the bar above the list. */
const TROUBLE: Record<string, (reason: Reason) => string> = {
  backup_failed: () => "The last backup failed.",
  second_backup_failed: () => "The copy in the second folder failed.",
  backup_stale: ({ params }) => `No copy in the second folder for ${days(Number(params.days))}.`,
};

export const backups = {
  title: "Backups",
  last: (savedAt: number, entries: number) => `Last automatic backup ${when(savedAt)}: verified, ${accounts(entries)}.`,
  none: "No automatic backup yet. One is kept at every save.",
  files: "By hand",
  save: "Save a backup",
  open: "Restore from a file",

  bar: ({ code, params }: Reason) => (TROUBLE[code] ?? sentence)({ code, params }),

  second: "Second folder",
  secondNone: "A copy on another disk or in a synced folder outlives this one.",
  secondIn: (folder: string) => `A copy goes to “${folder}” as well.`,
  choose: "Choose a folder",
  change: "Change",
  forget: "Forget it",

  beside: "Beside the vault",
  inFolder: (folder: string) => `In “${folder}”`,
  at: moment,
  details: ({ saved_at, entries, state, bytes }: Generation) =>
    [near(saved_at), state === "empty" ? "no account" : entries === null ? kibibytes(bytes) : accounts(entries)].filter(Boolean).join(" · "),
  state: (state: Generation["state"]) => STATE[state],

  copy: (savedAt: number) => `Copy of ${moment(savedAt)}`,
  password: "This copy was saved under an older password. Type the one the vault had then.",
  look: "See what it holds",
  looking: "Opening the copy",
  compare: ({ changes, same }: Comparison) => {
    const count = (kind: ChangeKind) => changes.filter(({ what }) => what === kind).length;
    const would = [
      ...(count("added") ? [`bring back ${count("added")}`] : []),
      ...(count("changed") ? [`change ${count("changed")}`] : []),
      ...(count("removed") ? [`move ${count("removed")} to the trash`] : []),
    ];
    const stay = plural(same, { one: "# account stays as it is.", other: "# accounts stay as they are." });
    return would.length === 0 ? "It holds what the vault holds. There is nothing to restore." : `Restoring all would ${list.format(would)}. ${stay}`;
  },
  what: (what: ChangeKind) => WHAT[what],
  parts: (parts: EntryPart[]) => list.format(parts.map((part) => PARTS[part])),
  nameless: "No name",
  every: "All",
  restoreAll: "Restore all",
  restoreSome: "Restore selected",
  restoring: "Restoring",
};

const DAMAGE: Record<string, string> = {
  length: "It ends too early or holds more than it should.",
  header: "Its first part, which says how to open it, cannot be read.",
  payload: "The part that holds the accounts cannot be read.",
};

export const damaged = {
  title: "The vault file is damaged",
  what: (part: string | undefined) => DAMAGE[part ?? ""] ?? "",
  lead: "Choose an earlier copy to go back to. The damaged file is kept.",
  none: "No earlier copy was found. If you saved a backup elsewhere, restore from that file. The damaged file is kept.",
  go: "Go back to this copy",
  copy: (savedAt: number) => `Saved on ${moment(savedAt)}. Type the password it had then.`,
};

export const conflicts = {
  title: "Copies left by a sync program",
  lead: "Two computers saved the vault at the same time. Merging takes what each of them has; nothing is lost.",
  bar: (count: number) => plural(count, { one: "# copy left by a sync program.", other: "# copies left by a sync program." }),
  saved: (savedAt: number) => `saved ${when(savedAt)}`,
  undated: "no date",
  merge: "Merge",
  merging: "Merging",
  password: "This copy has another password. Type the one it was saved with.",
  done: "All copies are merged. The files are kept among the backups.",
};

export const quarantine = {
  title: (count: number) => plural(count, { one: "# account cannot be read", other: "# accounts cannot be read" }),
  lead: "Kept exactly as found, through every save. A newer Tessera may read what this one cannot.",
  bar: (count: number) =>
    plural(count, { one: "# account cannot be read. It is kept.", other: "# accounts cannot be read. They are kept." }),
  nameless: "Its name cannot be read",
  bytes: (bytes: number) => plural(bytes, { one: "# byte", other: "# bytes" }),
  save: "Save to a file",
  saveTitle: "Save what cannot be read",
  saveLead: "The file is not encrypted and holds secrets. Keep it safe, and delete it when you are done.",
  go: "Choose a place",
  saving: "Saving",
};
