import type { Backend } from "../backend/interface";
import type { Backups, BackupState, Change, Generation, Reason } from "../bindings";
import { makeAccounts, makeRow } from "./accounts";
import { type Desk, fail, now } from "./desk";

type Kept = Pick<
  Backend,
  | "exportBackup" | "chooseBackup" | "restoreBackup" | "listBackups" | "compareBackup" | "restoreEntries"
  | "restoreGeneration" | "chooseBackupFolder" | "forgetBackupFolder"
>;

const HOUR = 3_600;
const DAY = 86_400;

/** The automatic backups, the second folder, and files that a user saves. */
export class Generations {
  #folder: string | null;
  /** What restoring `generation-2` would do; done once it was done. */
  #changes: Change[] = [
    change("kept-1", "Framagit", "ada", "added", []),
    change("entry-1", "Proton", "ada.l@proton.me", "changed", ["labels", "note"]),
    change("entry-4", "Mercury Bank", "ada@analytical.dev", "changed", ["otp"]),
    change("entry-7", "University VPN", "al0815", "removed", []),
  ];

  constructor(private readonly desk: Desk) {
    this.#folder = desk.scene.backups === "second" ? "Tessera copies" : null;
  }

  status(): BackupState {
    const [newest] = this.#beside();
    const last = newest ? { saved_at: newest.saved_at, entries: newest.entries ?? 0 } : null;
    return { second_folder: this.#folder, last, trouble: this.#trouble() };
  }

  readonly commands: Kept = {
    exportBackup: async (given) => {
      await this.desk.check(given);
      return { file_name: "vault.tessera", entries: this.desk.live.length };
    },
    chooseBackup: async () => ({ file_name: "vault.tessera" }),
    restoreBackup: async (given) => {
      await this.desk.check(given);
      this.desk.live = makeAccounts();
      this.desk.password = given;
      this.desk.state = "unlocked";
      return { entries: this.desk.live.length };
    },
    listBackups: async () => this.#list(),
    compareBackup: async (id, given) => {
      await this.#open(id, given);
      const changes = id === "generation-2" ? this.#changes : id === "generation-5" ? this.#changes.slice(0, 1) : [];
      return { changes, same: this.desk.live.length - changes.filter(({ what }) => what !== "added").length };
    },
    restoreEntries: async (id, given, wanted) => {
      await this.#open(id, given);
      const due = this.#changes.filter((change) => wanted === null || wanted.includes(change.id));
      for (const { id, issuer, account, what } of due) {
        if (what === "added") this.desk.insert(makeRow(id, { issuer, account }));
        if (what === "removed") this.desk.drop([id]);
      }
      this.#changes = this.#changes.filter((change) => !due.includes(change));
      return { entries: due.length };
    },
    restoreGeneration: async (_, given) => {
      await this.desk.check(given);
      this.desk.scene.damaged = false;
      this.desk.state = "unlocked";
      return { entries: this.desk.live.length };
    },
    chooseBackupFolder: async () => ({ folder: (this.#folder = "Tessera copies") }),
    forgetBackupFolder: async () => {
      this.#folder = null;
      return null;
    },
  };

  #list(): Backups {
    const second = this.#folder && this.desk.scene.backups === "second" ? [generation(11, DAY, 37), generation(12, 3 * DAY, 36)] : [];
    return { generations: this.#beside(), second, second_folder: this.#folder, trouble: this.#trouble() };
  }

  #beside(): Generation[] {
    if (this.desk.scene.backups === "none" || this.desk.state === "absent") return [];
    return [
      generation(3, HOUR, 38),
      generation(2, 26 * HOUR, 37),
      generation(4, 3 * DAY, null, "damaged"),
      generation(5, 12 * DAY, null, "locked"),
      generation(6, 80 * DAY, 0, "empty"),
    ];
  }

  #trouble(): Reason | null {
    const { trouble } = this.desk.scene;
    return trouble ? ({ code: trouble, params: { days: 9 } } as Reason) : null;
  }

  async #open(id: string, given: string | null) {
    const found = [...this.#list().generations, ...this.#list().second].find((one) => one.id === id) ?? fail("not_found");
    if (found.state === "damaged") fail("damaged_copy");
    if (found.state !== "locked") return;
    if (given === null) fail("password_needed");
    await this.desk.check(given);
  }
}

function generation(serial: number, age: number, entries: number | null, state: Generation["state"] = "verified"): Generation {
  return { id: `generation-${serial}`, saved_at: now() - age, bytes: 12_800 + 512 * serial, entries, state };
}

function change(id: string, issuer: string, account: string, what: Change["what"], parts: Change["parts"]): Change {
  return { id, issuer, account, what, parts };
}
