import type { Settings, Theme, VaultState } from "../bindings";

/** What the address asks the fake to play, e.g. `?state=unlocked&theme=dark&rows=10000`. */
export interface Scene {
  state: VaultState;
  /** How many entries the vault holds. */
  rows: number | undefined;
  settings: Settings;
  lockReason: "idle" | "failed" | null;
  damaged: boolean;
  /** A review sheet is open from the start. */
  review: boolean;
  /** How long a key takes to derive, in ms. */
  slow: number;
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
      clear_after_seconds: 30,
      hide_codes: asked.get("hide") === "1",
    },
    lockReason: asked.get("reason") as Scene["lockReason"],
    damaged: state === "damaged",
    review: asked.get("review") === "1",
    slow: Number(asked.get("slow") ?? 0),
  };
}

/** Sets the page's clock; it runs on from there. */
export function moveClock(now: number) {
  const real = Date.now.bind(Date);
  const shift = now * 1000 - real();
  Date.now = () => real() + shift;
}
