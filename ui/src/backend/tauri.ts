/** The shell answers: the only file of the page that knows Tauri. */
import { Channel, invoke } from "@tauri-apps/api/core";
import { type AppEvent, commands } from "../bindings";
import type { Backend } from "./interface";

export const shell: Backend = {
  ...commands(invoke),
  subscribe: (heard) => invoke("subscribe", { channel: new Channel<AppEvent>(heard) }),
  closePicker: () => invoke("close_picker"),
  openMainWindow: () => invoke("open_main_window"),
};
