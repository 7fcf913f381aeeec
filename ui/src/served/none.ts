import type { Backend } from "../backend/interface";

/** Stands where the line to a test server would be in the product: there is no page without the shell. */
export function connect(): Backend {
  throw new Error("This page runs inside the Tessera window only.");
}
