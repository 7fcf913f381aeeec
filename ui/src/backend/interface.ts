/** What the page may ask of the application, and what it hears: one interface, whoever answers. */
import type { AppEvent, Commands } from "../bindings";

/** Commands and events come out of the application's own list: src-tauri/app/src/commands/list.rs. */
export interface Backend extends Commands {
  /** From now on `heard` is called for every event. One page hears once. */
  subscribe(heard: (event: AppEvent) => void): Promise<void>;
  /** Of the picker alone: its window closes. */
  closePicker(): Promise<void>;
  /** Of the picker alone: the main window opens in its place. */
  openMainWindow(): Promise<void>;
}
