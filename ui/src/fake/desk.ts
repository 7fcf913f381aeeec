/** What all parts of the fake work on: one vault in memory, and the events it sends. */
import type { Events } from "../backend/interface";
import type { CommandError, Review, Row, RowCode, Settings, VaultState } from "../bindings";
import { makeAccounts } from "./accounts";
import { codeAt } from "./codes";
import type { Scene } from "./scene";
import { Ticker } from "./ticker";

type Heard = { [Name in keyof Events]: Set<(payload: Events[Name]) => void> };

export const now = () => Math.floor(Date.now() / 1000);
export const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
export function fail(code: CommandError["code"], params: object = {}): never {
  throw { code, params } as CommandError;
}

export class Desk {
  state: VaultState;
  settings: Settings;
  lockReason: Scene["lockReason"];
  /** Null: any password but "wrong" is right. */
  password: string | null = null;
  live: Row[];
  trash: Row[] = [];
  shown: string[] = [];
  review: Review | null = null;
  /** Links that are read once the vault is open. */
  waiting: number;
  opened = () => {};
  /** HOTP rows whose code was asked for. */
  readonly asked = new Set<string>();
  readonly ticker = new Ticker(
    () => this.codes(),
    (fresh) => this.emit("codes", fresh),
  );
  #serial = 0;
  readonly #undos = new Map<string, () => void>();
  readonly #heard: Heard = {
    codes: new Set(),
    entries: new Set(),
    review: new Set(),
    capture: new Set(),
    drag: new Set(),
    notice: new Set(),
    status: new Set(),
  };

  constructor(readonly scene: Scene) {
    this.state = scene.state;
    this.settings = scene.settings;
    this.lockReason = scene.lockReason;
    this.waiting = scene.waiting;
    this.live = scene.state === "absent" ? [] : makeAccounts(scene.rows);
  }

  emit<Name extends keyof Events>(name: Name, payload: Events[Name]) {
    this.#heard[name].forEach((hear) => hear(payload));
  }
  on<Name extends keyof Events>(name: Name, hear: (payload: Events[Name]) => void): () => void {
    this.#heard[name].add(hear);
    return () => void this.#heard[name].delete(hear);
  }

  codes(): RowCode[] {
    return this.shown.flatMap((id) => codeAt(this.find(id), now(), this.asked) ?? []);
  }
  find(id: string): Row {
    return this.live.find((row) => row.id === id) ?? fail("not_found");
  }
  insert(...rows: Row[]) {
    this.live = [...rows, ...this.live];
  }
  drop(ids: string[]) {
    this.live = this.live.filter((row) => !ids.includes(row.id));
  }

  makeId(kind: string): string {
    return `${kind}-${++this.#serial}`;
  }
  makeUndo(back: () => void): string {
    const token = this.makeId("undo");
    this.#undos.set(token, back);
    return token;
  }
  undo(token: string) {
    const back = this.#undos.get(token) ?? fail("expired");
    this.#undos.delete(token);
    back();
  }

  needOpen() {
    if (this.state !== "unlocked") fail("locked");
  }
  async check(given: string) {
    await pause(this.scene.slow);
    if (given === "wrong" || (this.password !== null && given !== this.password)) fail("wrong_password");
  }
  unlock() {
    if (this.scene.damaged) fail("damaged", { part: "payload", generations: "2" });
    this.state = "unlocked";
    this.opened();
  }
  lock() {
    this.state = "locked";
    this.lockReason = "asked";
    this.review = null;
    this.shown = [];
    this.ticker.wind();
  }
}
