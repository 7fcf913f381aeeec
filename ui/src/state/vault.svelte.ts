/**
 * The unlocked vault as the page knows it: the rows, and the codes of those on screen.
 * A code leaves the page with its row.
 */
import { SvelteMap, SvelteSet } from "svelte/reactivity";
import { backend } from "../backend";
import type { ListOrder, Row, RowCode } from "../bindings";
import { untilOver, untilWarning } from "../clock/countdown";
import { short, t } from "../words";

/** The orders in which the accounts may stand. */
export const ORDER = ["own", "issuer", "account", "last_used"] as const satisfies ListOrder[];

/** What an account is called where there is room for one name, as far as it is drawn. */
export function nameOf({ issuer, account }: { issuer: string; account: string }): string {
  return short(issuer || account);
}

/** What an account is called where it stands alone: its account, too, where another one has the same issuer. */
export function nameAlone({ issuer, account }: { issuer: string; account: string }): string {
  const alike = vault.rows.filter((row) => row.issuer === issuer).length > 1;
  return issuer && account && alike ? t("accounts-of", { issuer: short(issuer), account: short(account) }) : nameOf({ issuer, account });
}

class Vault {
  rows = $state.raw<Row[]>([]);
  order: ListOrder = "own";
  codes = new SvelteMap<string, RowCode>();
  /** Ends of the steps that are in their last seconds. */
  expiring = new SvelteSet<number>();
  /** Ends of the steps that are over, as far as this page can tell: no code has come in their place. */
  over = new SvelteSet<number>();
  /** Changes when the shell reports a step of its own accord. */
  beat = $state(0);

  #shown: string[] = [];
  #timers: ReturnType<typeof setTimeout>[] = [];

  async load() {
    this.rows = await backend.listEntries(this.order);
  }

  /** The list may have changed under the page, and with it what makes the codes. */
  async reload() {
    await this.load();
    await this.refreshCodes();
  }

  /** Tells the shell what is on screen and drops the codes of what is not. */
  async show(ids: string[]) {
    if (ids.length === this.#shown.length && ids.every((id, i) => id === this.#shown[i])) return;
    this.#shown = ids;
    await this.refreshCodes();
  }

  async refreshCodes() {
    const asked = this.#shown;
    this.#keepOnly(asked);
    const codes = await backend.showRows(asked);
    if (asked === this.#shown) this.#receive(codes);
  }

  /** The shell speaks at a new step, or because the clock jumped: rings start anew from the clock. */
  tick(codes: RowCode[]) {
    this.#receive(codes);
    this.beat++;
  }

  #receive(codes: RowCode[]) {
    const shown = new Set(this.#shown);
    for (const code of codes) if (shown.has(code.id)) this.codes.set(code.id, code);
    this.#schedule();
  }

  forget() {
    this.rows = [];
    this.#shown = [];
    this.#keepOnly([]);
    this.#schedule();
  }

  #keepOnly(ids: string[]) {
    const kept = new Set(ids);
    for (const id of [...this.codes.keys()]) if (!kept.has(id)) this.codes.delete(id);
  }

  /** Two timers for each distinct end of a step, however many rows share it. */
  #schedule() {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- lives for this call only
    const ends = new Map<number, number>();
    for (const { valid_from, valid_until } of this.codes.values()) {
      if (valid_from !== null && valid_until !== null) ends.set(valid_until, valid_from);
    }
    for (const [until, from] of ends) {
      this.#after(untilWarning(from, until, Date.now()), this.expiring, until);
      this.#after(untilOver(until, Date.now()), this.over, until);
    }
    for (const set of [this.expiring, this.over]) {
      for (const end of [...set]) if (!ends.has(end)) set.delete(end);
    }
  }

  #after(wait: number, set: SvelteSet<number>, end: number) {
    if (wait === 0) return void set.add(end);
    set.delete(end);
    this.#timers.push(setTimeout(() => set.add(end), wait));
  }
}

export const vault = new Vault();
