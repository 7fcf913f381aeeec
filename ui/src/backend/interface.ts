/** What the page may ask of the application, and the events it hears: one interface, whoever answers. */
import type { Commands, Events } from "../bindings";

export type { Events };

/** Commands and events come out of the application's own list: src-tauri/app/src/commands/list.rs. */
export interface Backend extends Commands {
  /** Calls `heard` for every event of that name until the returned function is called. */
  on<Name extends keyof Events>(name: Name, heard: (payload: Events[Name]) => void): () => void;
}
