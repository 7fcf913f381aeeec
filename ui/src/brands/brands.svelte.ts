/** The brands, which come out of the page's own bundle once the first tile is drawn. */
import { type Brand, finder, makeBrands } from "./match";

let find = $state.raw<((issuer: string) => Brand | null) | null>(null);
let asked = false;

/** The brand of that issuer; null where there is none, or as long as they are not here. */
export function brandFor(issuer: string): Brand | null {
  if (find === null) loadBrands();
  return find?.(issuer) ?? null;
}

/** Fetches them before anybody waits for a tile. */
export function loadBrands() {
  if (asked) return;
  asked = true;
  import("#brands").then(
    ({ default: stored }) => (find = finder(makeBrands(stored))),
    // Monograms do as well.
    () => {},
  );
}
