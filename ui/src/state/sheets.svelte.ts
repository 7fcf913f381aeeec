/** Which sheet lies over the list; one at most. */
import type { RecoverySheet, Review, Row } from "../bindings";

/** What the settings ask a password for; one page each. */
export type SettingsPage = "password" | "recovery" | "removeRecovery" | "device" | "strengthen";

export type Sheet =
  | { name: "add" }
  | { name: "type"; secret?: string }
  | { name: "edit"; row: Row }
  | { name: "refused"; row: Row }
  | { name: "renameTag"; tag: string }
  | { name: "newTag"; ids: string[] }
  | { name: "review"; review: Review }
  | { name: "trash" }
  | { name: "backup" }
  | { name: "restore"; file: string }
  | { name: "backups" }
  | { name: "move" }
  | { name: "conflicts" }
  | { name: "quarantine" }
  | { name: "offerRecovery"; make: () => Promise<RecoverySheet | null> }
  | { name: "recovery"; sheet: RecoverySheet; renewed: boolean; deviceOff: boolean; done: string }
  | { name: "settings"; page?: SettingsPage }
  | { name: "keys" };

class Sheets {
  current = $state.raw<Sheet | null>(null);
  #waiting: Sheet | null = null;

  /** What falls on the window waits while a recovery sheet is offered or read: that is shown once only. */
  open(sheet: Sheet) {
    const over = this.current?.name;
    if ((over === "recovery" || over === "offerRecovery") && sheet.name !== "recovery") this.#waiting = sheet;
    else this.current = sheet;
  }
  close() {
    this.current = this.#waiting;
    this.#waiting = null;
  }
  forget() {
    this.current = this.#waiting = null;
  }
}

export const sheets = new Sheets();
