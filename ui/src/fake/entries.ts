import type { Backend } from "../backend/interface";
import type { NewEntry, Row } from "../bindings";
import { makeRow } from "./accounts";
import { codeAt } from "./codes";
import { type Desk, fail, now } from "./desk";

type Entries = Pick<
  Backend,
  | "listEntries" | "listTrash" | "showRows" | "copyCode" | "keepClipboard"
  | "addEntry" | "editEntry" | "removeEntry" | "restoreEntry" | "deleteEntry" | "undo"
>;

/** The accounts: list, codes, edits. */
export function entries(desk: Desk): Entries {
  return {
    async listEntries() {
      desk.needOpen();
      return [...desk.live.filter((row) => row.pinned), ...desk.live.filter((row) => !row.pinned)];
    },
    async listTrash() {
      desk.needOpen();
      return desk.trash;
    },
    async showRows(ids) {
      desk.shown = ids.filter((id) => desk.live.some((row) => row.id === id));
      desk.ticker.wind();
      return desk.codes();
    },
    async copyCode(id) {
      const row = desk.find(id);
      if (row.kind === "hotp") {
        desk.live = desk.live.map((other) => (other === row ? { ...row, counter: String(Number(row.counter) + 1) } : other));
        desk.asked.add(id);
      }
      const until = codeAt(row, now(), desk.asked)?.valid_until;
      const which = until && until - now() < 3 ? "next" : "current";
      return { id, issuer: row.issuer, account: row.account, which, clears_in: desk.settings.clear_after_seconds };
    },
    keepClipboard: async () => null,
    async addEntry(entry) {
      const row = accept(entry, desk.makeId("added"));
      desk.insert(row);
      return { id: row.id, differs: null, undo: desk.makeUndo(() => desk.drop([row.id])) };
    },
    async editEntry(id, edit) {
      const row = { ...desk.find(id), ...edit };
      desk.live = desk.live.map((other) => (other.id === id ? row : other));
      return row;
    },
    async removeEntry(id) {
      const row = desk.find(id);
      const place = desk.live.indexOf(row);
      desk.drop([id]);
      desk.trash = [{ ...row, trashed_at: now() }, ...desk.trash];
      return {
        undo: desk.makeUndo(() => {
          desk.trash = desk.trash.filter((other) => other.id !== id);
          desk.live = desk.live.toSpliced(place, 0, row);
        }),
      };
    },
    async restoreEntry(id) {
      const row = desk.trash.find((other) => other.id === id) ?? fail("not_found");
      desk.trash = desk.trash.filter((other) => other !== row);
      desk.insert({ ...row, trashed_at: null });
      return null;
    },
    async deleteEntry(id) {
      desk.trash = desk.trash.filter((row) => row.id !== id);
      return null;
    },
    async undo(token) {
      desk.undo(token);
      return null;
    },
  };
}

/** Refuses what the shell would refuse, as far as a picture of it needs. */
function accept(entry: NewEntry, id: string): Row {
  const { secret, counter, ...fields } = entry;
  if (secret.startsWith("otpauth:")) {
    const [issuer = "", account = ""] = decodeURIComponent(new URL(secret).pathname.split("/").pop() ?? "").split(":");
    return makeRow(id, { issuer, account, confirmed: false });
  }
  if (secret.trim() === "") fail("secret_missing");
  if (!/^[a-z2-7\s=-]+$/i.test(secret)) fail("invalid_secret");
  const hotp = entry.kind === "hotp";
  return makeRow(id, { ...fields, period: hotp ? null : entry.period, counter: hotp ? counter : null, confirmed: false });
}
