import { expect, test } from "vitest";
import { brands } from "../../scripts/brands.mjs";
import { contrast, shapeOn, strongestOn } from "./contrast";
import { brandOf, makeBrands } from "./match";

const stored = brands();
const known = makeBrands(stored);
const slugOf = (issuer: string) => brandOf(known, issuer)?.slug ?? null;

test.each([
  ["GitHub", "github"],
  ["github", "github"],
  ["GITHUB", "github"],
  ["GitHub.com", "github"],
  ["https://github.com/login", "github"],
  ["GitHub (ada)", "github"],
  ["GitHub: ada", "github"],
  ["GitHub - work", "github"],
  ["GitLab", "gitlab"],
  ["gitlab.com", "gitlab"],
  ["Google", "google"],
  ["Google account", "google"],
  ["Google Accounts", "google"],
  ["Góógle", "google"],
  ["accounts.google.com", "google"],
  ["google.de", "google"],
  ["google.co.uk", "google"],
  ["GMail", "gmail"],
  ["Google Mail", "gmail"],
  ["Google Cloud", "googlecloud"],
  ["Apple", "apple"],
  ["Apple ID", "apple"],
  ["iCloud", "icloud"],
  ["Twitter", "x"],
  ["X", "x"],
  ["Twitter/X", "x"],
  ["X (Twitter)", "x"],
  ["twitter.com", "x"],
  ["Facebook", "facebook"],
  ["Facebook Login", "facebook"],
  ["Meta", "meta"],
  ["Dropbox", "dropbox"],
  ["Discord Inc.", "discord"],
  ["Proton", "proton"],
  ["ProtonMail", "protonmail"],
  ["Proton Mail", "protonmail"],
  ["proton.me", "proton"],
  ["Steam", "steam"],
  ["steampowered.com", "steam"],
  ["store.steampowered.com", "steam"],
  ["PSN", "playstation"],
  ["PlayStation™ Network", "playstation"],
  ["Blizzard", "battledotnet"],
  ["Battle.net", "battledotnet"],
  ["Epic Games", "epicgames"],
  ["Ubisoft Connect", "ubisoft"],
  ["Electronic Arts", "ea"],
  ["Digital Ocean", "digitalocean"],
  ["DigitalOcean, LLC", "digitalocean"],
  ["Cloudflare", "cloudflare"],
  ["dash.cloudflare.com", "cloudflare"],
  ["Hetzner", "hetzner"],
  ["OVHcloud", "ovh"],
  ["Docker Hub", "docker"],
  ["npmjs", "npm"],
  ["PyPI", "pypi"],
  ["pypi.org", "pypi"],
  ["1Password", "1password"],
  ["Bitwarden", "bitwarden"],
  ["Nextcloud", "nextcloud"],
  ["Synology NAS", "synology"],
  ["Tutanota", "tuta"],
  ["ВКонтакте", null],
  ["VKontakte", "vk"],
  ["ebay.de", "ebay"],
  ["eBay", "ebay"],
  ["PayPal", "paypal"],
  ["Stripe", "stripe"],
  ["Coinbase", "coinbase"],
  ["Binance.com", "binance"],
  ["Mega", "mega"],
  ["mega.nz", "mega"],
  ["WordPress.com", "wordpress"],
  ["TransferWise", "wise"],
  ["Hugging Face", "huggingface"],
  // Of these simple-icons has no shape: their owners did not want it.
  ["AWS", null],
  ["Amazon Web Services", null],
  ["Microsoft", null],
  ["Microsoft account", null],
  ["Slack (North Mill)", null],
  // A part of a name is not the name.
  ["Pineapple", null],
  ["pineapple.com", null],
  ["Apple Hill School", null],
  ["Dropbox Sign", null],
  ["Google Authenticator for bees", null],
  ["apple.example.org", null],
  ["github.evil.example", null],
  ["notgithub.com", null],
  ["x.de", null],
  // Where mail goes says nothing of where the account is.
  ["ada@gmail.com", null],
  ["ada@github.com", null],
  ["Account", null],
  ["Mercury Bank", null],
  ["", null],
  ["!", null],
])("%j has the tile of %j", (issuer, slug) => {
  expect(slugOf(issuer)).toBe(slug);
});

test("every_shape_is_seen_on_its_colour", () => {
  for (const [slug, hex] of stored) {
    expect(contrast(shapeOn(hex), hex), slug).toBeGreaterThanOrEqual(3);
    expect(contrast(strongestOn(hex), hex), slug).toBeGreaterThanOrEqual(4);
  }
});

test("what_ships_is_whole_and_of_no_other_licence", () => {
  expect(stored.length).toBeGreaterThan(2_000);
  for (const [slug, hex, path] of stored) {
    expect(slug).toMatch(/^[a-z0-9_]+$/);
    expect(hex).toMatch(/^[0-9A-F]{6}$/);
    expect(path).toMatch(/^[Mm][-0-9.,a-zA-Z ]+$/);
  }
  // Under CC BY-SA.
  expect(stored.map(([slug]) => slug)).not.toContain("debian");
});
