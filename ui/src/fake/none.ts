import type { Backend } from "../backend/interface";

/** Stands where the fake would be in the product: there is no page without the shell. */
export function makeFake(): Backend {
  throw new Error("This page runs inside the Tessera window only.");
}
