/** Which screen is due: what the shell says of the vault, and the settings. */
import { backend } from "../backend";
import type { Settings, Status } from "../bindings";
import { toasts } from "../kit/toasts.svelte";
import { wear } from "./appearance";
import { attempt } from "./attempt";
import { sheets } from "./sheets.svelte";
import { vault } from "./vault.svelte";

class Session {
  status = $state.raw<Status | null>(null);
  /** The bar about entries that cannot be read was put away, until the next unlock. */
  quarantineSeen = $state(false);
  #forgets: (() => void)[] = [];
  /** The number of the last question for the status. */
  #asked = 0;
  /** The number of the question whose answer is shown. */
  #taken = 0;

  /** Whoever keeps something of the vault forgets it at a lock. */
  onLock(forget: () => void) {
    this.#forgets.push(forget);
  }

  /** Takes everything anew: where the vault stands, and its list. */
  refresh = () => this.#take(true);

  /** The status has changed. Of the list an event of its own tells, but at an unlock. */
  heard = () => this.#take(this.status?.state !== "unlocked");

  async #take(withList: boolean) {
    const asked = ++this.#asked;
    const isOld = () => asked < this.#taken;
    const status = await backend.status();
    if (isOld()) return;
    vault.order = status.settings.order;
    if (status.state === "unlocked" && withList) await vault.load();
    await wear(status.settings, this.status?.settings);
    if (isOld()) return;
    this.#taken = asked;
    this.status = status;
  }

  /** What the page knows before the shell answers. An answer to what was asked earlier does not undo it. */
  #expect(change: Partial<Status>) {
    if (!this.status) return;
    this.#taken = ++this.#asked;
    this.status = { ...this.status, ...change };
  }

  get settings(): Settings | undefined {
    return this.status?.settings;
  }

  async save(change: Partial<Settings>) {
    if (!this.status) return;
    const settings = { ...this.status.settings, ...change };
    const before = this.status.settings;
    this.#expect({ settings });
    await wear(settings, before);
    await attempt(() => backend.saveSettings(settings));
    if (settings.order !== before.order) {
      vault.order = settings.order;
      await attempt(() => vault.load());
    }
  }

  /** Not now: the shell asks again in a while. */
  async dismissRecovery() {
    this.#expect({ recovery_nag: false, recovery_unfinished: false });
    await attempt(() => backend.dismissRecovery());
    await attempt(this.heard);
  }

  /** Not now: it is said again once the clock was right in between. */
  async putOffClock() {
    this.#expect({ clock_in_doubt: false });
    await attempt(() => backend.putOffClock());
  }

  /** Nothing of the vault stays in the page, whether or not the shell reloads it. */
  async lock() {
    sheets.forget();
    for (const forget of this.#forgets) forget();
    toasts.dismiss();
    vault.forget();
    this.quarantineSeen = false;
    this.#expect({ state: "locked", lock_reason: "asked" });
    if (await attempt(() => backend.lock())) await this.refresh();
  }
}

export const session = new Session();
