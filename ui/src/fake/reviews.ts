import type { DraftRow, DraftStatus, Reason, Review } from "../bindings";

function draft(index: number, issuer: string, account: string, status: DraftStatus, more: Partial<DraftRow> = {}): DraftRow {
  return { index, issuer, account, kind: "totp", algorithm: "SHA1", digits: 6, period: 30, status, reason: null, ...more };
}
const because = (code: string, params: Record<string, string> = {}): Reason => ({ code, params });

/** What a picture of a Google transfer may hold: one draft of each fate. */
export function pictureReview(id: string): Review {
  return {
    id,
    sources: [{ name: "screenshot-2026-11-22.png", problem: null }],
    drafts: [
      draft(0, "Codeberg", "ada@analytical.dev", "new"),
      draft(1, "Scaleway", "K0418837", "new", { digits: 8, algorithm: "SHA256" }),
      draft(2, "Proton", "ada.l@proton.me", "duplicate", { reason: because("already_here") }),
      draft(3, "GitHub", "ada@analytical.dev", "conflict", { reason: because("differs", { field: "secret" }) }),
      draft(4, "Old router", "", "invalid", { reason: because("secret_character") }),
    ],
    batches: [{ have: 1, of: 2, missing: [2] }],
    from_picture: true,
  };
}

/** The same after the second part was dropped, with a file beside it that holds nothing. */
export function completedReview(id: string): Review {
  const first = pictureReview(id);
  return {
    ...first,
    sources: [...first.sources, { name: "part-2.png", problem: null }, { name: "holiday.jpg", problem: because("no_code") }],
    drafts: [...first.drafts, draft(5, "Migadu", "postmaster@analytical.dev", "new")],
    batches: [{ have: 2, of: 2, missing: [] }],
  };
}

export function backupReview(id: string, file: string): Review {
  return {
    id,
    sources: [{ name: file, problem: null }],
    drafts: [
      draft(0, "GitHub", "ada@analytical.dev", "duplicate", { reason: because("already_here") }),
      draft(1, "Framagit", "ada", "new"),
    ],
    batches: [],
    from_picture: false,
  };
}

export function emptyReview(id: string): Review {
  return { id, sources: [{ name: "holiday.jpg", problem: because("no_code") }], drafts: [], batches: [], from_picture: false };
}
