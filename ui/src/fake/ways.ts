import type { Backend } from "../backend/interface";
import type { Reason, Rekeyed } from "../bindings";
import { plain } from "../features/ways/recovery";
import { type Desk, fail, pause } from "./desk";
import { makeCode, missingIn, sheetOf, typoIn } from "./recovery";
import type { Keyring } from "./scene";

type Ways = Pick<
  Backend,
  | "createVault" | "unlock" | "unlockWithDevice" | "setDeviceUnlock" | "makeRecovery" | "removeRecovery" | "dismissRecovery"
  | "checkRecovery" | "recover" | "changePassword" | "strengthen" | "lock"
>;

const REFUSALS: Record<Exclude<Keyring, "on">, Reason["code"]> = {
  off: "device_off",
  locked: "keyring_locked",
  missing: "keyring_missing",
  emptied: "keyring_emptied",
  changed: "keyring_changed",
  slow: "keyring_slow",
  due: "password_due",
};
const KEYRING_PATIENCE_MS = 600;

/** The three ways in: password, recovery sheet, this computer. */
export class WaysIn {
  keyring: Keyring;
  recovery: string[] | null;
  weak: boolean;
  dismissed = false;
  #sheets = 0;

  constructor(private readonly desk: Desk) {
    const { device, recovery, weak } = desk.scene;
    this.keyring = device;
    this.recovery = recovery ? this.#next() : null;
    this.weak = weak;
  }

  readonly commands: Ways = {
    createVault: async (given) => {
      if (given === "") fail("weak_password");
      if (this.desk.state !== "absent") fail("exists");
      await pause(this.desk.scene.slow);
      this.desk.password = given;
      this.desk.unlock();
      return null;
    },
    unlock: async (given) => {
      await this.desk.check(given);
      this.desk.unlock();
      return null;
    },
    unlockWithDevice: async () => {
      await this.#askKeyring();
      this.desk.unlock();
      return null;
    },
    setDeviceUnlock: async (on, given) => {
      await this.desk.check(given);
      if (on && this.keyring !== "off") await this.#askKeyring();
      this.keyring = on ? "on" : "off";
      return on ? { recovery: null, device_off: false } : this.#rekey();
    },
    makeRecovery: async (given) => {
      await this.desk.check(given);
      this.recovery = this.#next();
      return sheetOf(this.recovery);
    },
    removeRecovery: async (given) => {
      await this.desk.check(given);
      this.recovery = null;
      return this.#rekey();
    },
    dismissRecovery: async () => {
      this.dismissed = true;
      return null;
    },
    checkRecovery: async (code) => ({ missing: Math.max(0, missingIn(code)), bad_group: typoIn(code) }),
    recover: async (code, next) => {
      const typo = typoIn(code);
      if (typo !== null) fail("recovery_typo", { group: String(typo) });
      const missing = missingIn(code);
      if (missing > 0) fail("recovery_length", { missing: String(missing) });
      if (missing < 0) fail("recovery_length", { extra: String(-missing) });
      await pause(this.desk.scene.slow);
      if (!this.recovery) fail("no_recovery");
      if (plain(code) !== this.recovery.join("")) fail("wrong_recovery");
      this.desk.unlock();
      this.desk.password = next;
      return this.#rekey();
    },
    changePassword: async (old, next) => {
      await this.desk.check(old);
      if (next === "") fail("weak_password");
      this.desk.password = next;
      this.weak = false;
      return this.#rekey();
    },
    strengthen: async (given) => {
      await this.desk.check(given);
      this.weak = false;
      return this.#rekey();
    },
    lock: async () => {
      this.desk.lock();
      return null;
    },
  };

  /** A new key: the sheet is made anew; a keyring that does not answer loses its slot. */
  #rekey(): Rekeyed {
    const lost = this.keyring !== "off" && this.keyring !== "on";
    if (lost) this.keyring = "off";
    if (this.recovery) this.recovery = this.#next();
    return { recovery: this.recovery && sheetOf(this.recovery), device_off: lost };
  }

  #next(): string[] {
    return makeCode(++this.#sheets);
  }

  async #askKeyring() {
    await pause(this.keyring === "slow" ? KEYRING_PATIENCE_MS : this.desk.scene.slow);
    if (this.keyring !== "on") fail(REFUSALS[this.keyring]);
  }
}
