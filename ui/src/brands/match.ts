/**
 * Which brand an account is of, by its issuer. A name must be a brand's whole name, and a domain a brand's own:
 * no tile is better than a wrong one.
 */
import { fold } from "../search/fold";

/** Slug, colour as six hexadecimal digits, path in a square of 24; then names and domains, at least one. */
export type Stored = [slug: string, hex: string, path: string, ...names: string[]];

export interface Brand {
  slug: string;
  hex: string;
  /** In a square of 24. */
  path: string;
}
export interface Brands {
  byName: Map<string, Brand>;
  byDomain: Map<string, Brand>;
}

/** Say what is signed in to, and not to whom. */
const BESIDE = new Set(["account", "accounts", "login", "signin", "sso", "id", "2fa", "mfa", "totp", "otp", "inc", "llc", "ltd", "gmbh", "corp", "co"]);
const DOMAIN = /^(?:https?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[:/]\S*)?$/;
/** What stands before a country's own ending: example.co.uk. */
const SECOND = new Set(["ac", "co", "com", "gov", "net", "org"]);

export function makeBrands(stored: Stored[]): Brands {
  const byName = new Map<string, Brand>();
  const byDomain = new Map<string, Brand>();
  const all = stored.map(([slug, hex, path, ...names]) => ({ brand: { slug, hex, path }, names: names.map((name) => name.toLowerCase()) }));
  const put = (map: Map<string, Brand>, key: string, brand: Brand) => key !== "" && !map.has(key) && map.set(key, brand);
  // A brand's own name comes before what another one is called besides.
  for (const { brand, names } of all) put(byName, nameKey(names[0] ?? ""), brand);
  for (const { brand, names } of all) {
    for (const name of names.slice(1)) {
      if (DOMAIN.test(name)) put(byDomain, name, brand);
      else put(byName, nameKey(name), brand);
    }
  }
  return { byName, byDomain };
}

/** The brand of an account of that issuer, or of that account name where there is no issuer. */
export function brandOf({ byName, byDomain }: Brands, issuer: string): Brand | null {
  const name = fold(issuer.replace(/[™®©]/g, "")).trim();
  // Where mail goes says nothing of where the account is.
  if (name.includes("@")) return null;
  const whole = byName.get(nameKey(name));
  if (whole) return whole;
  const host = DOMAIN.exec(name)?.[1];
  if (host !== undefined) return ofDomain(host);
  // "Slack (North Mill)", "GitHub: ada", "Google - work"
  const [first = ""] = name.split(/\s*[([:|]|\s[-–—·]\s/);
  return first === name ? null : (byName.get(nameKey(first)) ?? null);

  function ofDomain(host: string): Brand | null {
    const labels = host.split(".");
    const last = labels.at(-1) ?? "";
    const own = labels.length > 2 && last.length === 2 && SECOND.has(labels.at(-2) ?? "") ? 3 : 2;
    const domain = labels.slice(-own).join(".");
    const known = byDomain.get(domain);
    if (known) return known;
    const label = labels.at(-own) ?? "";
    // A brand's name with the ending of a country or of all; a short one there is as likely another's.
    const isItsOwn = last === "com" || (last.length === 2 && label.length > 3);
    return isItsOwn ? (byName.get(nameKey(label)) ?? null) : null;
  }
}

/** What finds the brand of an issuer, and looks for each once. */
export function finder(brands: Brands): (issuer: string) => Brand | null {
  const found = new Map<string, Brand | null>();
  return (issuer) => {
    let brand = found.get(issuer);
    if (brand === undefined) found.set(issuer, (brand = brandOf(brands, issuer)));
    return brand;
  };
}

/** A name without case, accents, signs, and the words that any site puts beside its name. */
function nameKey(name: string): string {
  const words = fold(name).replaceAll("+", "plus").replaceAll("&", "and").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const own = words.filter((word) => !BESIDE.has(word));
  return (own.length > 0 ? own : words).join("");
}
