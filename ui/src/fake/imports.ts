import type { Backend } from "../backend";
import type { Review } from "../bindings";
import { makeRow } from "./accounts";
import { type Desk, fail } from "./desk";
import { backupReview, completedReview, emptyReview, pictureReview } from "./reviews";

type Imports = Pick<Backend, "chooseImport" | "pasteImport" | "confirmReview" | "cancelReview" | "reviewBackup">;

/** Files, pictures and the clipboard, up to the review and what comes of it. */
export function imports(desk: Desk): Imports {
  return {
    chooseImport: async () => found(desk),
    async pasteImport() {
      const kind = new URLSearchParams(globalThis.location?.search).get("clipboard");
      if (kind === "nothing") fail("nothing_on_clipboard");
      if (kind === "holiday") return open(desk, emptyReview(desk.makeId("review")));
      return found(desk);
    },
    async confirmReview(id, ticked) {
      const from = desk.review?.id === id ? desk.review : fail("expired");
      desk.review = null;
      const added = from.drafts
        .filter((draft) => ticked.includes(draft.index))
        .map(({ issuer, account, digits }) => makeRow(desk.makeId("added"), { issuer, account, digits: digits ?? 6, confirmed: false }));
      desk.insert(...added);
      const ids = added.map((row) => row.id);
      return { added: ids, undo: desk.makeUndo(() => desk.drop(ids)) };
    },
    async cancelReview() {
      desk.review = null;
      return null;
    },
    async reviewBackup(given) {
      await desk.check(given);
      return open(desk, backupReview(desk.makeId("review"), "vault.tessera"));
    },
  };
}

/** A picture; with one under review already, its second part. */
export function found(desk: Desk): Review {
  return open(desk, desk.review ? completedReview(desk.review.id) : pictureReview(desk.makeId("review")));
}

function open(desk: Desk, review: Review): Review {
  return (desk.review = review);
}
