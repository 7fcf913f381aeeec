/**
 * The brands that ship with the page, out of simple-icons: names, a domain, a colour and one shape each.
 * Left out: shapes of another licence than CC0, and drawings too fine for a tile, which are most of the bytes.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const PACKAGE = dirname(require.resolve("simple-icons"));
/** The longest path that ships, in characters, unless ALSO names the brand. */
const LONGEST = 2_000;

/** What people and sites call them besides, and where they live. A brand named here ships however long its path is. */
const ALSO = {
  atlassian: ["Atlassian Cloud", "atlassian.com", "atlassian.net"],
  battledotnet: ["Blizzard", "Blizzard Battle.net", "blizzard.com", "battle.net"],
  bitbucket: ["bitbucket.org"],
  coinbase: ["Coinbase Pro", "coinbase.com"],
  datadog: ["datadoghq.com", "datadoghq.eu"],
  docker: ["Docker Hub", "docker.com"],
  ea: ["Electronic Arts", "EA Games", "ea.com"],
  epicgames: ["Epic", "epicgames.com"],
  facebook: ["FB", "facebook.com"],
  gmail: ["Google Mail", "gmail.com", "googlemail.com"],
  google: ["Google Workspace", "G Suite", "google.com"],
  huggingface: ["huggingface.co"],
  instagram: ["instagram.com"],
  mailchimp: ["Intuit Mailchimp", "mailchimp.com"],
  mega: ["mega.nz", "mega.io"],
  npm: ["npmjs", "npmjs.com", "npmjs.org"],
  okx: ["OKEx", "okx.com"],
  ovh: ["OVHcloud", "ovhcloud.com"],
  playstation: ["PSN", "PlayStation Network", "Sony PlayStation", "playstation.com"],
  proton: ["proton.me"],
  pypi: ["Python Package Index", "pypi.org"],
  rockstargames: ["Rockstar", "Rockstar Social Club", "rockstargames.com"],
  signal: ["signal.org"],
  steam: ["Steam Guard", "steampowered.com", "steamcommunity.com"],
  synology: ["Synology NAS", "synology.com"],
  telegram: ["telegram.org"],
  tuta: ["Tutanota", "tuta.com", "tutanota.com"],
  ubisoft: ["Uplay", "Ubisoft Connect", "ubisoft.com"],
  viber: ["viber.com"],
  vk: ["VKontakte", "vk.com"],
  wise: ["TransferWise", "wise.com"],
  wordpress: ["wordpress.com", "wordpress.org"],
  x: ["Twitter", "Twitter/X", "X/Twitter", "x.com", "twitter.com"],
};

/** Each brand as the page takes it: slug, colour, shape, then its names and domains. */
export function brands() {
  const read = (file) => readFileSync(join(PACKAGE, file), "utf8");
  const all = JSON.parse(read("data/simple-icons.json"));
  const unknown = Object.keys(ALSO).filter((slug) => !all.some((icon) => icon.slug === slug));
  if (unknown.length > 0) throw new Error(`simple-icons has no ${unknown.join(", ")}`);
  return all
    .filter(({ license }) => license === undefined || license.type === "CC0-1.0")
    .map(({ slug, title, hex, source, aliases = {} }) => {
      const path = / d="([^"]+)"/.exec(read(`icons/${slug}.svg`))?.[1] ?? "";
      const { aka = [], old = [], loc = {}, dup = [] } = aliases;
      const others = [...aka, ...old, ...Object.values(loc), ...dup.map((one) => one.title)];
      return [slug, hex, path, title, ...others, ...homeOf(slug, source), ...(ALSO[slug] ?? [])];
    })
    .filter(([slug, , path]) => path !== "" && (path.length <= LONGEST || slug in ALSO));
}

/** The domain of the page that a shape was taken from, where it is the brand's own. */
function homeOf(slug, source) {
  const domain = new URL(source).hostname.split(".").slice(-2).join(".");
  return domain.startsWith(`${slug}.`) ? [domain] : [];
}
