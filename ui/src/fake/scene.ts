import type { LockReason, ScanScreen, Settings, Theme, VaultState } from "../bindings";

/** How the keyring answers; `off`: the vault was never given a device slot. */
export type Keyring = "off" | "on" | "locked" | "missing" | "emptied" | "changed" | "slow" | "due";

/** What the address asks the fake to play, e.g. `?state=unlocked&theme=dark&rows=10000`. */
export interface Scene {
  state: VaultState;
  /** How many entries the vault holds. */
  rows: number | undefined;
  /** `en-XA` and `en-XB` are there for tests. */
  settings: Settings;
  lockReason: LockReason | null;
  damaged: boolean;
  /** Which review is open from the start, if any. */
  review: string | null;
  /** Whether the screen can be scanned. */
  screen: ScanScreen;
  /** What a scan finds: `found`, `nothing`, `too_slow`, `cancelled`, `refused`, `unsupported`, `failed`, or the name of a review. */
  scan: string;
  /** `nothing`, `holiday`, `words`; else a transfer. */
  clipboard: string | null;
  /** How many pictures are chosen when files are; 0: one, with a transfer. */
  pictures: number;
  /** How long each of them takes, in ms. */
  pace: number;
  /** Links that came while it was locked. */
  waiting: number;
  /** How long a key takes to derive, in ms. */
  slow: number;
  device: Keyring;
  recovery: boolean;
  weak: boolean;
  conflicts: number;
  quarantined: number;
  /** `none`: nothing was kept yet; `second`: a second folder is chosen. */
  backups: "some" | "none" | "second";
  /** What the shell says of the automatic backups, as a code. */
  trouble: string | null;
  /** How the system's dialog ends when accounts leave: with a place, soon or after two seconds, `dismissed`, or with the vault itself. */
  dialog: "place" | "slow" | "dismissed" | "own";
}

/** Also moves the page's clock when the address says `now=<unix seconds>`. */
export function readScene(query: string): Scene {
  const asked = new URLSearchParams(query);
  const state = asked.get("state") ?? "unlocked";
  const now = Number(asked.get("now"));
  if (now > 0) moveClock(now);
  return {
    state: state === "absent" ? "absent" : state === "locked" || state === "damaged" ? "locked" : "unlocked",
    rows: state === "empty" ? 0 : asked.has("rows") ? Number(asked.get("rows")) : undefined,
    settings: {
      theme: (asked.get("theme") ?? "system") as Theme,
      lock_after_minutes: 5,
      count_other_windows: false,
      lock_with_screen: true,
      lock_on_suspend: true,
      lock_on_hide: false,
      password_every_days: 14,
      clear_after_seconds: 30,
      hide_codes: asked.get("hide") === "1",
      language: (asked.get("language") ?? "system") as Settings["language"],
    },
    lockReason: asked.get("reason") as LockReason | null,
    damaged: state === "damaged",
    review: asked.get("review"),
    screen: (asked.get("screen") ?? "ready") as ScanScreen,
    scan: asked.get("scan") ?? "found",
    clipboard: asked.get("clipboard"),
    pictures: Number(asked.get("pictures") ?? 0),
    pace: Number(asked.get("pace") ?? 200),
    waiting: Number(asked.get("waiting") ?? 0),
    slow: Number(asked.get("slow") ?? 0),
    device: (asked.get("device") ?? "off") as Keyring,
    recovery: state !== "absent" && asked.get("recovery") !== "0",
    weak: asked.get("weak") === "1",
    conflicts: Number(asked.get("conflicts") ?? 0),
    quarantined: Number(asked.get("quarantined") ?? 0),
    backups: (asked.get("backups") ?? "some") as Scene["backups"],
    trouble: asked.get("trouble"),
    dialog: (asked.get("dialog") ?? "place") as Scene["dialog"],
  };
}

/** Sets the page's clock; it runs on from there. */
export function moveClock(now: number) {
  const real = Date.now.bind(Date);
  const shift = now * 1000 - real();
  Date.now = () => real() + shift;
}
