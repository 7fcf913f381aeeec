import { backend } from "../backend";

const PAUSE_MS = 10_000;

/** Tells the shell that someone is there, so that it does not lock; at most every ten seconds. */
export function watchActivity(): () => void {
  let last = -Infinity;
  const seen = () => {
    const now = performance.now();
    if (now - last < PAUSE_MS) return;
    last = now;
    backend.activity().catch(() => undefined);
  };
  const events = ["pointermove", "pointerdown", "keydown", "wheel"] as const;
  for (const event of events) addEventListener(event, seen, { passive: true, capture: true });
  return () => {
    for (const event of events) removeEventListener(event, seen, { capture: true });
  };
}
