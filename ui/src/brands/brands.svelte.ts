/** The brands, which come out of the page's own bundle once the first tile is drawn. */
import { type Brand, brandOf, type Brands, makeBrands } from "./match";

let known = $state.raw<Brands | null>(null);
let asked = false;
/** Of which brand a name is, once it was looked for. */
const found = new Map<string, Brand | null>();

/** The brand of that issuer; null where there is none, or as long as they are not here. */
export function brandFor(issuer: string): Brand | null {
  if (known === null) {
    load();
    return null;
  }
  let brand = found.get(issuer);
  if (brand === undefined) found.set(issuer, (brand = brandOf(known, issuer)));
  return brand;
}

function load() {
  if (asked) return;
  asked = true;
  import("#brands").then(
    ({ default: stored }) => (known = makeBrands(stored)),
    // Monograms do as well.
    () => {},
  );
}
