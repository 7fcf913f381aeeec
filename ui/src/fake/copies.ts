import type { Backend } from "../backend/interface";
import type { Conflict, Quarantined } from "../bindings";
import { makeRow } from "./accounts";
import { type Desk, fail, now } from "./desk";

type Copied = Pick<Backend, "listConflicts" | "mergeConflict" | "listQuarantine" | "exportQuarantine">;

const NAMES = [
  "vault.sync-conflict-20261119-081500-KX2QOGM.tessera",
  "vault (Ada’s conflicted copy 2026-11-02).tessera",
  "vault (conflicted copy 2026-10-30 190211).tessera",
  "vault (1).tessera",
];
const UNREADABLE: Quarantined[] = [
  { label: "Old intranet", bytes: 412 },
  { label: null, bytes: 96 },
];

/** What sync programs left beside the vault, and the entries that cannot be read. */
export class Copies {
  conflicts: Conflict[] = [];
  readonly quarantine: Quarantined[];

  constructor(private readonly desk: Desk) {
    const { conflicts, quarantined } = desk.scene;
    this.leave(conflicts);
    this.quarantine = UNREADABLE.slice(0, quarantined);
  }

  leave(count: number) {
    this.conflicts = NAMES.slice(0, count).map((id, i) => ({ id, saved_at: i === 3 ? null : now() - (i + 1) * 250_000 }));
  }

  readonly commands: Copied = {
    listConflicts: async () => this.conflicts,
    mergeConflict: async (id, given) => {
      const at = this.conflicts.findIndex((conflict) => conflict.id === id);
      if (at < 0) fail("not_found");
      // The second of two was saved under another password, the fourth belongs to another vault.
      if (id === NAMES[1]) {
        if (given === null) fail("password_needed");
        await this.desk.check(given);
      }
      if (id === NAMES[2]) fail("damaged_copy");
      if (id === NAMES[3]) fail("other_vault");
      this.conflicts = this.conflicts.filter((conflict) => conflict.id !== id);
      if (id === NAMES[1]) return { added: 0, changed: 0, removed: 0, kept_both: 0 };
      this.desk.insert(makeRow(this.desk.makeId("merged"), { issuer: "Framagit", account: "ada" }));
      return { added: 1, changed: 2, removed: 0, kept_both: 1 };
    },
    listQuarantine: async () => this.quarantine,
    exportQuarantine: async (given) => {
      await this.desk.check(given);
      return { file_name: "unreadable.json", entries: this.quarantine.length };
    },
  };
}
