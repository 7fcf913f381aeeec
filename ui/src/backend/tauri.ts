/** The shell answers: the only file of the page that knows Tauri. */
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { commands } from "../bindings";
import type { Backend } from "./interface";

export const shell: Backend = {
  ...commands(invoke),
  on(name, heard) {
    const stop = listen<never>(name, (event) => heard(event.payload));
    return () => void stop.then((unlisten) => unlisten());
  },
};
