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
  BackupFolder,
  Backups,
  Checked,
  Comparison,
  Confirmed,
  Conflict,
  Copied,
  EntryEdit,
  Exported,
  ExportPreview,
  ExportTarget,
  Left,
  KeyFile,
  Merged,
  NewEntry,
  Progress,
  Quarantined,
  Reason,
  RecoverySheet,
  Rekeyed,
  Restored,
  Review,
  Row,
  RowCode,
  Settings,
  Status,
  Strength,
  Transfer,
  TransferPart,
  Undo,
} from "../bindings";

/** What each event carries. */
export interface Events {
  codes: RowCode[];
  entries: null;
  review: Review;
  capture: Progress | null;
  drag: { over: boolean };
  notice: Reason;
  status: null;
}

export interface Backend {
  status(): Promise<Status>;
  estimatePassword(password: string): Promise<Strength>;
  createVault(password: string): Promise<null>;
  unlock(password: string): Promise<null>;
  unlockWithDevice(): Promise<null>;
  setDeviceUnlock(on: boolean, password: string): Promise<Rekeyed>;
  makeRecovery(password: string): Promise<RecoverySheet>;
  removeRecovery(password: string): Promise<Rekeyed>;
  dismissRecovery(): Promise<null>;
  checkRecovery(code: string): Promise<Checked>;
  recover(code: string, password: string): Promise<Rekeyed>;
  changePassword(old: string, next: string): Promise<Rekeyed>;
  strengthen(password: string): Promise<Rekeyed>;
  printPage(): Promise<null>;
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
  chooseImportFolder(): Promise<Review | null>;
  pasteImport(): Promise<Review>;
  importText(text: string): Promise<Review>;
  /** Null where the user said no to the system's question. */
  scanScreen(): Promise<Review | null>;
  /** Null where the user stopped it. */
  openSource(review: string, source: number, password: string): Promise<Review | null>;
  stopOpening(review: string, source: number): Promise<null>;
  chooseKeyFile(review: string, source: number): Promise<KeyFile | null>;
  removeKeyFile(review: string, source: number): Promise<null>;
  /** What was found so far stays. */
  cancelCapture(): Promise<null>;
  confirmReview(id: string, ticked: number[]): Promise<Confirmed>;
  cancelReview(id: string): Promise<null>;
  exportBackup(password: string): Promise<Exported | null>;
  chooseBackup(): Promise<BackupFile | null>;
  restoreBackup(password: string): Promise<Restored>;
  reviewBackup(password: string): Promise<Review>;
  listBackups(): Promise<Backups>;
  compareBackup(id: string, password: string | null): Promise<Comparison>;
  restoreEntries(id: string, password: string | null, entries: string[] | null): Promise<Restored>;
  restoreGeneration(id: string, password: string): Promise<Restored>;
  chooseBackupFolder(): Promise<BackupFolder | null>;
  forgetBackupFolder(): Promise<null>;
  listConflicts(): Promise<Conflict[]>;
  mergeConflict(id: string, password: string | null): Promise<Merged>;
  listQuarantine(): Promise<Quarantined[]>;
  exportQuarantine(password: string): Promise<Exported | null>;
  exportTargets(): Promise<ExportTarget[]>;
  previewExport(to: string): Promise<ExportPreview>;
  /** `seal` guards an encrypted file; for any other, `confirmation` is the word that was typed. */
  exportAccounts(to: string, password: string, seal: string | null, confirmation: string | null): Promise<Left | null>;
  cancelExport(): Promise<null>;
  showTransfer(password: string): Promise<Transfer>;
  /** Counted from 1. */
  transferPart(number: number): Promise<TransferPart>;
  endTransfer(): Promise<null>;
  saveSettings(settings: Settings): Promise<null>;
  activity(): Promise<null>;
  hidden(): Promise<null>;
  /** Calls `heard` for every event of that name until the returned function is called. */
  on<Name extends keyof Events>(name: Name, heard: (payload: Events[Name]) => void): () => void;
}

const shell: Backend = {
  status: () => invoke("status"),
  estimatePassword: (password) => invoke("estimate_password", { password }),
  createVault: (password) => invoke("create_vault", { password }),
  unlock: (password) => invoke("unlock", { password }),
  unlockWithDevice: () => invoke("unlock_with_device"),
  setDeviceUnlock: (on, password) => invoke("set_device_unlock", { on, password }),
  makeRecovery: (password) => invoke("make_recovery", { password }),
  removeRecovery: (password) => invoke("remove_recovery", { password }),
  dismissRecovery: () => invoke("dismiss_recovery"),
  checkRecovery: (code) => invoke("check_recovery", { code }),
  recover: (code, password) => invoke("recover", { code, password }),
  changePassword: (old, next) => invoke("change_password", { old, new: next }),
  strengthen: (password) => invoke("strengthen", { password }),
  printPage: () => invoke("print_page"),
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
  chooseImportFolder: () => invoke("choose_import_folder"),
  pasteImport: () => invoke("paste_import"),
  importText: (text) => invoke("import_text", { text }),
  scanScreen: () => invoke("scan_screen"),
  openSource: (review, source, password) => invoke("open_source", { review, source, password }),
  stopOpening: (review, source) => invoke("stop_opening", { review, source }),
  chooseKeyFile: (review, source) => invoke("choose_key_file", { review, source }),
  removeKeyFile: (review, source) => invoke("remove_key_file", { review, source }),
  cancelCapture: () => invoke("cancel_capture"),
  confirmReview: (id, ticked) => invoke("confirm_review", { id, ticked }),
  cancelReview: (id) => invoke("cancel_review", { id }),
  exportBackup: (password) => invoke("export_backup", { password }),
  chooseBackup: () => invoke("choose_backup"),
  restoreBackup: (password) => invoke("restore_backup", { password }),
  reviewBackup: (password) => invoke("review_backup", { password }),
  listBackups: () => invoke("list_backups"),
  compareBackup: (id, password) => invoke("compare_backup", { id, password }),
  restoreEntries: (id, password, entries) => invoke("restore_entries", { id, password, entries }),
  restoreGeneration: (id, password) => invoke("restore_generation", { id, password }),
  chooseBackupFolder: () => invoke("choose_backup_folder"),
  forgetBackupFolder: () => invoke("forget_backup_folder"),
  listConflicts: () => invoke("list_conflicts"),
  mergeConflict: (id, password) => invoke("merge_conflict", { id, password }),
  listQuarantine: () => invoke("list_quarantine"),
  exportQuarantine: (password) => invoke("export_quarantine", { password }),
  exportTargets: () => invoke("export_targets"),
  previewExport: (to) => invoke("preview_export", { to }),
  exportAccounts: (to, password, seal, confirmation) => invoke("export_accounts", { to, password, seal, confirmation }),
  cancelExport: () => invoke("cancel_export"),
  showTransfer: (password) => invoke("show_transfer", { password }),
  transferPart: (number) => invoke("transfer_part", { number }),
  endTransfer: () => invoke("end_transfer"),
  saveSettings: (settings) => invoke("save_settings", { settings }),
  activity: () => invoke("activity"),
  hidden: () => invoke("hidden"),
  on(name, heard) {
    const stop = listen<never>(name, (event) => heard(event.payload));
    return () => void stop.then((unlisten) => unlisten());
  },
};

export const backend: Backend = "__TAURI_INTERNALS__" in globalThis ? shell : makeFake();
