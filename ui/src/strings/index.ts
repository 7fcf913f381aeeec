import { en } from "./en";

/** The words of the page. A further language is a further file of the same type, chosen here. */
export type Strings = typeof en;
export const t: Strings = en;
