/** Which sheet lies over the list; one at most. */
import type { NamedAccount, RecoverySheet, Review, Row } from "../bindings";

/** What the settings ask a password for; one page each. */
export type SettingsPage = "password" | "recovery" | "removeRecovery" | "device" | "strengthen";

export type Sheet =
  | { name: "add" }
  | { name: "type"; secret?: string }
  | { name: "edit"; row: Row }
  | { name: "refused"; row: Row }
  | { name: "codes"; row: Row }
  | { name: "renameTag"; tag: string }
  | { name: "newTag"; ids: string[] }
  | { name: "review"; review: Review }
  | { name: "trash" }
  | { name: "health" }
  | { name: "twins"; groups: NamedAccount[][] }
  | { name: "backup" }
  | { name: "restore"; file: string }
  | { name: "backups" }
  | { name: "move"; only?: string[] }
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
  /** Closes the sheet that is open now, and none that has come in its place: for after something was waited for. */
  closing(): () => void {
    const { current } = this;
    return () => {
      if (isSame(this.current, current)) this.close();
    };
  }
  forget() {
    this.current = this.#waiting = null;
  }
}

export const sheets = new Sheets();

/** A review stays the same sheet as more is found. */
function isSame(one: Sheet | null, other: Sheet | null): boolean {
  if (one?.name === "review" && other?.name === "review") return one.review.id === other.review.id;
  return one === other;
}
