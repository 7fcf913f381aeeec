/**
 * A vault of demo accounts in memory, with the manners of the shell: same replies, same events, same errors.
 * For vitest, Playwright and `npm run dev`; never part of the product (see `#fake` in vite.config.ts).
 */
import type { Backend, Events } from "../backend/interface";
import { speak } from "../words";
import { Captures } from "./captures";
import { Copies } from "./copies";
import { Desk, now } from "./desk";
import { entries } from "./entries";
import { Generations } from "./generations";
import { Leaving } from "./leaving";
import { addPseudoLanguages } from "../served/pseudo";
import { moveClock, readScene, type Scene } from "./scene";
import { guess } from "./strength";
import { WaysIn } from "./ways";

export function connect(scene: Scene = readScene(globalThis.location?.search ?? "")): Backend {
  addPseudoLanguages();
  const desk = new Desk(scene);
  const ways = new WaysIn(desk);
  const generations = new Generations(desk);
  const copies = new Copies(desk);
  const leaving = new Leaving(desk);
  const captures = new Captures(desk);
  const heard: string[] = [];

  const { review } = scene;
  if (review !== null) setTimeout(() => desk.emit("review", captures.found(review)), 0);
  desk.opened = () => {
    // Told before the unlock is answered: the page must not lose it.
    if (desk.waiting > 0) desk.emit("review", captures.found("link"));
    desk.waiting = 0;
  };
  exposeForTests({
    speak,
    emit: (name, payload) => desk.emit(name, payload),
    drop: (name) => desk.emit("review", captures.found(name)),
    wait(count) {
      desk.waiting = count;
      desk.emit("status", null);
    },
    shown: () => desk.shown,
    recovery: () => ways.recovery,
    told: () => heard,
    transfer: () => leaving.parts,
    leaveConflicts(count) {
      copies.leave(count);
      desk.emit("status", null);
    },
    jump(seconds) {
      moveClock(now() + seconds);
      desk.emit("codes", desk.codes());
      desk.ticker.wind();
    },
  });

  return {
    ...entries(desk),
    ...captures.commands,
    ...ways.commands,
    ...generations.commands,
    ...copies.commands,
    ...leaving.commands,
    async status() {
      const open = desk.state === "unlocked";
      return {
        state: desk.state,
        settings: desk.settings,
        lock_reason: desk.lockReason,
        last_backup: desk.state === "absent" ? null : { saved_at: now() - 86_400, entries: desk.live.length },
        recovery: desk.state !== "absent" && ways.recovery !== null,
        recovery_nag: open && ways.recovery === null && !ways.dismissed,
        device: ways.keyring === "off" ? "off" : "on",
        weak_kdf: open && ways.weak,
        quarantined: open ? copies.quarantine.length : 0,
        conflicts: copies.conflicts.length,
        backup: generations.status(),
        scan_screen: scene.screen,
        waiting: open ? 0 : desk.waiting,
      };
    },
    estimatePassword: async (given) => guess(given),
    async saveSettings(next) {
      desk.settings = next;
      return null;
    },
    async printPage() {
      heard.push("print_page");
      return null;
    },
    activity: async () => null,
    async hidden() {
      heard.push("hidden");
      return null;
    },
    on: (name, hear) => desk.on(name, hear),
  };
}

/** What browser tests may pull: said as `tesseraFake` in the page. */
export interface Handles {
  /** The page changes its language while it runs: `en-XA` is accented and long, `en-XB` runs from right to left. */
  speak(language: string): Promise<void>;
  emit<Name extends keyof Events>(name: Name, payload: Events[Name]): void;
  /** Files fall on the window, and give the review of that name. */
  drop(name?: string): void;
  /** Links come while the vault is locked. */
  wait(count: number): void;
  /** The rows the page last said it shows. */
  shown(): string[];
  /** The groups of the recovery code that is right now. */
  recovery(): string[] | null;
  /** Commands without a reply that the page gave. */
  told(): string[];
  /** How many QR codes are held to be shown. */
  transfer(): number;
  /** A sync program leaves copies beside the vault, and the shell notices. */
  leaveConflicts(count: number): void;
  /** The wall clock jumps, and the shell notices. */
  jump(seconds: number): void;
}

function exposeForTests(handles: Handles) {
  Object.assign(globalThis, { tesseraFake: handles });
}
