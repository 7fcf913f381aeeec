/**
 * The only door to Tauri: every command the shell answers and every event it sends.
 * Without the shell (vitest, a plain browser) the same interface is played by src/fake.
 */
import { makeFake } from "#fake";
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type {
  Added,
  BackupFile,
  Confirmed,
  Copied,
  EntryEdit,
  Exported,
  Generation,
  NewEntry,
  Reason,
  Restored,
  Review,
  Row,
  RowCode,
  Settings,
  Status,
  Strength,
  Undo,
} from "./bindings";

/** What each event carries. */
export interface Events {
  codes: RowCode[];
  entries: null;
  review: Review;
  drag: { over: boolean };
  notice: Reason;
}

export interface Backend {
  status(): Promise<Status>;
  estimatePassword(password: string): Promise<Strength>;
  createVault(password: string): Promise<null>;
  unlock(password: string): Promise<null>;
  lock(): Promise<null>;
  listEntries(): Promise<Row[]>;
  listTrash(): Promise<Row[]>;
  showRows(ids: string[]): Promise<RowCode[]>;
  copyCode(id: string): Promise<Copied>;
  keepClipboard(): Promise<null>;
  addEntry(entry: NewEntry): Promise<Added>;
  editEntry(id: string, edit: EntryEdit): Promise<Row>;
  removeEntry(id: string): Promise<Undo>;
  restoreEntry(id: string): Promise<null>;
  deleteEntry(id: string): Promise<null>;
  undo(token: string): Promise<null>;
  chooseImport(): Promise<Review | null>;
  pasteImport(): Promise<Review>;
  confirmReview(id: string, ticked: number[]): Promise<Confirmed>;
  cancelReview(id: string): Promise<null>;
  exportBackup(password: string): Promise<Exported | null>;
  chooseBackup(): Promise<BackupFile | null>;
  restoreBackup(password: string): Promise<Restored>;
  reviewBackup(password: string): Promise<Review>;
  listGenerations(): Promise<Generation[]>;
  restoreGeneration(id: string, password: string): Promise<Restored>;
  changePassword(old: string, next: string): Promise<null>;
  saveSettings(settings: Settings): Promise<null>;
  activity(): Promise<null>;
  /** Calls `heard` for every event of that name until the returned function is called. */
  on<Name extends keyof Events>(name: Name, heard: (payload: Events[Name]) => void): () => void;
}

const shell: Backend = {
  status: () => invoke("status"),
  estimatePassword: (password) => invoke("estimate_password", { password }),
  createVault: (password) => invoke("create_vault", { password }),
  unlock: (password) => invoke("unlock", { password }),
  lock: () => invoke("lock"),
  listEntries: () => invoke("list_entries"),
  listTrash: () => invoke("list_trash"),
  showRows: (ids) => invoke("show_rows", { ids }),
  copyCode: (id) => invoke("copy_code", { id }),
  keepClipboard: () => invoke("keep_clipboard"),
  addEntry: (entry) => invoke("add_entry", { entry }),
  editEntry: (id, edit) => invoke("edit_entry", { id, edit }),
  removeEntry: (id) => invoke("remove_entry", { id }),
  restoreEntry: (id) => invoke("restore_entry", { id }),
  deleteEntry: (id) => invoke("delete_entry", { id }),
  undo: (token) => invoke("undo", { token }),
  chooseImport: () => invoke("choose_import"),
  pasteImport: () => invoke("paste_import"),
  confirmReview: (id, ticked) => invoke("confirm_review", { id, ticked }),
  cancelReview: (id) => invoke("cancel_review", { id }),
  exportBackup: (password) => invoke("export_backup", { password }),
  chooseBackup: () => invoke("choose_backup"),
  restoreBackup: (password) => invoke("restore_backup", { password }),
  reviewBackup: (password) => invoke("review_backup", { password }),
  listGenerations: () => invoke("list_generations"),
  restoreGeneration: (id, password) => invoke("restore_generation", { id, password }),
  changePassword: (old, next) => invoke("change_password", { old, new: next }),
  saveSettings: (settings) => invoke("save_settings", { settings }),
  activity: () => invoke("activity"),
  on(name, heard) {
    const stop = listen<never>(name, (event) => heard(event.payload));
    return () => void stop.then((unlisten) => unlisten());
  },
};

export const backend: Backend = "__TAURI_INTERNALS__" in globalThis ? shell : makeFake();
