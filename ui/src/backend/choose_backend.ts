/** Without the shell, in a plain browser, the page has a line to a server of its own: src/served. */
import { connect } from "#stand-in";
import type { Backend } from "./interface";
import { shell } from "./tauri";

export const chooseBackend = (): Backend => ("__TAURI_INTERNALS__" in globalThis ? shell : connect());
