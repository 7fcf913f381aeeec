/** Which sheet lies over the list; one at most. */
import type { Review, Row } from "../bindings";

export type Sheet =
  | { name: "add" }
  | { name: "edit"; row: Row }
  | { name: "review"; review: Review }
  | { name: "trash" }
  | { name: "backup" }
  | { name: "restore"; file: string }
  | { name: "settings" }
  | { name: "keys" };

class Sheets {
  current = $state.raw<Sheet | null>(null);

  open(sheet: Sheet) {
    this.current = sheet;
  }
  close() {
    this.current = null;
  }
}

export const sheets = new Sheets();
