import type { DraftRow, DraftStatus, Meaning, OtherCode, Problem, Reason, Remark, Review, Seal, SourceReport } from "../bindings";
import { THUMBNAILS } from "./thumbnails";

function draft(index: number, issuer: string, account: string, status: DraftStatus, more: Partial<DraftRow> = {}): DraftRow {
  return { index, source: 0, issuer, account, kind: "totp", algorithm: "SHA1", digits: 6, period: 30, status, trashed: false, reason: null, picture: null, ...more };
}
const because = (code: Reason["code"], params: object = {}) => ({ code, params }) as Reason;
const said = (code: Remark["code"], params: object) => ({ code, params }) as Remark;
/** Its place is set where the review is opened. */
const source = (name: string, problem: Problem | null = null, gave_up = false): SourceReport => ({
  index: 0,
  name,
  app: "",
  kind: "",
  named: true,
  sealed: null,
  problem,
  gave_up,
  remarks: [],
});
const locked = (name: string, app: string, sealed: Seal = "password"): SourceReport => ({ ...source(name), app, sealed });
const ofApp = (name: string, app: string, ...remarks: Remark[]): SourceReport => ({ ...source(name), app, remarks });
const other = (what: Meaning, detail: string, picture: number | null): OtherCode => ({ source: 0, what, detail, picture });

function review(id: string, parts: Partial<Review>): Review {
  return { id, sources: [], drafts: [], batches: [], others: [], pictures: THUMBNAILS, plain_files: 0, ...parts };
}

/** What a picture of a Google transfer may hold: one draft of each fate. */
export const transfer = (id: string): Review =>
  review(id, {
    sources: [source("screenshot-2026-11-22.png")],
    drafts: [
      draft(0, "Codeberg", "ada@analytical.dev", "new", { picture: 0 }),
      draft(1, "Scaleway", "K0418837", "new", { digits: 8, algorithm: "SHA256", picture: 0 }),
      draft(2, "Proton", "ada.l@proton.me", "duplicate", { reason: because("already_here"), picture: 0 }),
      draft(3, "GitHub", "ada@analytical.dev", "conflict", { reason: because("differs", { field: "secret" }), picture: 1 }),
      draft(4, "Old router", "", "invalid", { reason: because("secret_character"), picture: 2 }),
    ],
    batches: [{ have: 1, of: 2, missing: [2] }],
    plain_files: 1,
  });

/** The same after the second part came, with a file beside it that holds nothing. */
export function completed(id: string): Review {
  const first = transfer(id);
  return {
    ...first,
    sources: [...first.sources, source("part-2.png"), source("holiday.jpg", "no_code")],
    drafts: [...first.drafts, draft(5, "Migadu", "postmaster@analytical.dev", "new", { picture: 1 })],
    batches: [{ have: 2, of: 2, missing: [] }],
  };
}

/** Several pictures: an account, codes of every other kind, two transfers, and every trouble. */
const others = (id: string): Review =>
  review(id, {
    sources: [source("desk.png")],
    drafts: [draft(0, "Codeberg", "ada@analytical.dev", "new", { picture: 0 })],
    others: [
      other("link", "example.com", 1),
      other("wifi", "Café", 2),
      other("passkey", "", 1),
      other("sign_in", "WhatsApp", 0),
      other("authenticator", "Microsoft Authenticator", 1),
      other("contact", "", null),
      other("text", "", 2),
    ],
    plain_files: 1,
  });

const microsoft = (id: string): Review =>
  review(id, { sources: [source("", "no_account"), source("", "no_code")], others: [other("authenticator", "Microsoft Authenticator", 1)] });

const twoTransfers = (id: string): Review => ({
  ...transfer(id),
  batches: [
    { have: 3, of: 4, missing: [2] },
    { have: 1, of: 3, missing: [1, 3] },
  ],
});

const TROUBLES: Problem[] = ["unreadable", "too_slow", "no_reader", "damaged", "not_readable", "not_a_picture", "too_large", "empty", "vault"];
const troubles = (id: string): Review =>
  review(id, {
    sources: [
      source("holiday.png", null, true),
      ...TROUBLES.map((problem) => source(`${problem}.png`, problem)),
      ...Array.from({ length: 12 }, (_, i) => source(`IMG_${4100 + i}.jpg`, "no_code")),
    ],
    drafts: [draft(0, "Codeberg", "ada@analytical.dev", "new", { picture: 0 })],
    plain_files: 1,
  });

const link = (id: string): Review =>
  review(id, { sources: [source("")], drafts: [draft(0, "Codeberg", "ada@analytical.dev", "new")], pictures: [] });

/** A file of each kind that opens with a password, and nothing else yet. */
const sealed = (id: string): Review =>
  review(id, {
    sources: [
      locked("aegis-export-20261122.json", "Aegis"),
      locked("Ada.kdbx", "KeePass", "password_or_key_file"),
      locked("backup.tessera", "Tessera"),
      { ...locked("otp_accounts.json.aes", "andOTP"), problem: "not_a_picture" },
    ],
  });
const oneSealed = (id: string): Review => review(id, { sources: [locked("aegis-export-20261122.json", "Aegis")] });
const keepass = (id: string): Review => review(id, { sources: [locked("Ada.kdbx", "KeePass", "password_or_key_file")] });

/** Two files with something to say, and one that is locked. */
const remarks = (id: string): Review =>
  review(id, {
    sources: [
      ofApp("winauth.txt", "WinAuth", said("lost", { app: "WinAuth", field: "algorithm", count: 3 })),
      ofApp("bitwarden.json", "Bitwarden", said("without_code", { count: 41 })),
      locked("2fas-backup.2fas", "2FAS"),
    ],
    drafts: [
      draft(0, "Codeberg", "ada@analytical.dev", "new"),
      draft(1, "Battle.net", "ada#2117", "new", { digits: 8 }),
      draft(2, "GitHub", "ada@analytical.dev", "conflict", { reason: because("differs", { field: "secret" }) }),
    ],
  });

/** What was in a file, once it is open; or that it is damaged. */
export function opened(from: Review, index: number, problem: Problem | null): Review {
  const file = from.sources[index];
  const at = from.drafts.length;
  const drafts = [
    draft(at, `${file?.app} site`, "ada@analytical.dev", "new"),
    draft(at + 1, "Proton", "ada.l@proton.me", "duplicate", { reason: because("already_here") }),
    ...(file?.app === "Tessera" ? [draft(at + 2, "Old forum", "ada", "new", { trashed: true })] : []),
  ];
  const told = file?.app === "KeePass" ? [said("without_code", { count: 112 })] : [];
  const open = (one: SourceReport): SourceReport =>
    problem ? { ...one, sealed: null, problem } : { ...one, sealed: null, problem: null, remarks: told };
  return {
    ...from,
    sources: from.sources.map((one, i) => (i === index ? open(one) : one)),
    drafts: problem ? from.drafts : [...from.drafts, ...drafts],
  };
}

const STATUSES: DraftStatus[] = ["new", "new", "new", "duplicate", "conflict", "new", "invalid"];
/** One file with as many accounts as a vault should bear. */
const many = (id: string): Review =>
  review(id, {
    sources: [ofApp("aegis-export.json", "Aegis")],
    drafts: Array.from({ length: 10_000 }, (_, i) => {
      const status = STATUSES[i % STATUSES.length] ?? "new";
      const reason = status === "conflict" ? because("differs", { field: "secret" }) : status === "invalid" ? because("secret_character") : null;
      return draft(i, `Site ${i + 1}`, `ada+${i + 1}@analytical.dev`, status, { reason });
    }),
  });

/** What several pictures gave, as far as they were read. */
export const pictures = (id: string, read: number): Review =>
  review(id, {
    sources: Array.from({ length: read }, (_, i) => source(`code-${i + 1}.png`)),
    drafts: Array.from({ length: read }, (_, i) => draft(i, `Site ${i + 1}`, "ada@analytical.dev", "new", { picture: i % THUMBNAILS.length })),
    plain_files: read,
  });

export const backup = (id: string, file: string): Review =>
  review(id, {
    sources: [source(file)],
    drafts: [
      draft(0, "GitHub", "ada@analytical.dev", "duplicate", { reason: because("already_here") }),
      draft(1, "Framagit", "ada", "new"),
    ],
    pictures: [],
  });

export const nothing = (id: string, problem: Problem, name = ""): Review => review(id, { sources: [source(name, problem)], pictures: [] });

/** Asked for by name, e.g. `?review=others`. */
export const REVIEWS: Record<string, (id: string) => Review> = { "1": transfer, others, microsoft, two: twoTransfers, troubles, link, sealed, locked: oneSealed, keepass, remarks, many };
