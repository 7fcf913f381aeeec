/** Without the shell (vitest, a plain browser) the same interface is played by src/fake. */
import { makeFake } from "#fake";
import type { Backend } from "./interface";
import { shell } from "./tauri";

export const chooseBackend = (): Backend => ("__TAURI_INTERNALS__" in globalThis ? shell : makeFake());
