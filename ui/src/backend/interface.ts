/** What the page may ask of the application, and the events it hears: one interface, whoever answers. */
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
