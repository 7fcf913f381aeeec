/** The only door to the application. */
import { chooseBackend } from "./choose_backend";

export type { Backend } from "./interface";
export const backend = chooseBackend();
