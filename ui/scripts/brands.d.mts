import type { Stored } from "../src/brands/match";

export function brands(): Stored[];
