import type { Row } from "../bindings";

type Sketch = [issuer: string, account: string, extra?: Partial<Row>];
const work = { tags: ["Work"] };
const home = { tags: ["Home"] };
const servers = { tags: ["Servers"] };

const SKETCHES: Sketch[] = [
  ["GitHub", "ada@analytical.dev", { ...work, pinned: true }],
  ["Proton", "ada.l@proton.me", home],
  ["Amazon Web Services", "root · 4471-0092", { tags: ["Work", "Servers"] }],
  ["Steam", "countess", { ...home, kind: "steam", digits: 5 }],
  ["Mercury Bank", "ada@analytical.dev", { ...work, period: 60, note: "Business account" }],
  ["Nextcloud", "ada", servers],
  ["Hetzner", "K0418837", { ...servers, digits: 8, algorithm: "SHA256" }],
  ["University VPN", "al0815", work],
  ["GitLab", "ada@analytical.dev", work],
  ["Fastmail", "ada@fastmail.example", home],
  ["Cloudflare", "ops@analytical.dev", servers],
  ["DigitalOcean", "ops@analytical.dev", servers],
  ["Backup tape vault", "operator 3", { ...servers, kind: "hotp", period: null, counter: "41" }],
  ["Bitbucket", "lovelace", work],
  ["Discord", "countess#0815", home],
  ["Dropbox", "ada.l@proton.me", home],
  ["Electricity board", "Kundennummer 88 120 449", home],
  ["Epic Games", "countess", home],
  ["Figma", "ada@analytical.dev", work],
  ["Google", "ada.lovelace@gmail.example", home],
  ["Heroku", "ops@analytical.dev", servers],
  ["Instagram", "ada.draws.engines", home],
  ["JetBrains", "ada@analytical.dev", work],
  ["Kraken", "ada.l@proton.me", { ...home, algorithm: "SHA512" }],
  ["LinkedIn", "ada@analytical.dev", work],
  ["Mastodon", "@ada@mathstodon.example", home],
  ["Microsoft", "ada@analytical.dev", work],
  ["npm", "analytical", work],
  ["OVH", "al44710-ovh", servers],
  ["PayPal", "ada.l@proton.me", home],
  ["PyPI", "analytical", work],
  ["Reddit", "note_g", home],
  ["Slack", "analytical-engines", work],
  ["Société Générale", "4471 0092 118", home],
  ["Tailscale", "ada@analytical.dev", servers],
  ["Twitch", "countess", home],
  ["Vultr", "ops@analytical.dev", servers],
  ["Zürich city library", "Ada King", { ...home, confirmed: false }],
];

function row(id: string, issuer: string, account: string, extra: Partial<Row> = {}): Row {
  return {
    id,
    issuer,
    account,
    kind: "totp",
    algorithm: "SHA1",
    digits: 6,
    period: 30,
    counter: null,
    tags: [],
    note: "",
    pinned: false,
    confirmed: true,
    rival: false,
    trashed_at: null,
    ...extra,
  };
}

/** The accounts of the pictures; beyond those, numbered ones up to `count`. */
export function makeAccounts(count = SKETCHES.length): Row[] {
  return Array.from({ length: count }, (_, i) => {
    const [issuer, account, extra] = SKETCHES[i % SKETCHES.length] as Sketch;
    if (i < SKETCHES.length) return row(`entry-${i}`, issuer, account, extra);
    return row(`entry-${i}`, `${issuer} ${i}`, `user${i}@example.org`, { tags: extra?.tags ?? [] });
  });
}

export function makeRow(id: string, fields: Partial<Row> & { issuer: string; account: string }): Row {
  return row(id, fields.issuer, fields.account, fields);
}
