/** What is said of how an account makes its codes. */
import type { Algorithm } from "../../bindings";

/** The same in every language. */
export const ALGORITHMS: Record<Algorithm, string> = { SHA1: "SHA-1", SHA256: "SHA-256", SHA512: "SHA-512" };
