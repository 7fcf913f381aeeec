/**
 * A vault of demo accounts in memory, with the manners of the shell: same replies, same events, same errors.
 * For vitest, Playwright and `npm run dev`; never part of the product (see `#fake` in vite.config.ts).
 */
import type { Backend, Events } from "../backend";
import type { CommandError, NewEntry, Review, Row, RowCode, Settings, VaultState } from "../bindings";
import { makeAccounts, makeRow } from "./accounts";
import { codeAt } from "./codes";
import { backupReview, completedReview, emptyReview, pictureReview } from "./reviews";
import { moveClock, readScene, type Scene } from "./scene";
import { guess } from "./strength";
import { Ticker } from "./ticker";

type Heard = { [Name in keyof Events]: Set<(payload: Events[Name]) => void> };

const now = () => Math.floor(Date.now() / 1000);
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
function fail(code: string, params: Record<string, string> = {}): never {
  const error: CommandError = { code, params };
  throw error;
}

export function makeFake(scene: Scene = readScene(globalThis.location?.search ?? "")): Backend {
  let state: VaultState = scene.state;
  let settings: Settings = scene.settings;
  let password: string | null = null;
  let live: Row[] = scene.state === "absent" ? [] : makeAccounts(scene.rows);
  let trash: Row[] = [];
  let shown: string[] = [];
  let serial = 0;
  let review: Review | null = null;
  const asked = new Set<string>();
  const undos = new Map<string, () => void>();
  const heard: Heard = { codes: new Set(), entries: new Set(), review: new Set(), drag: new Set(), notice: new Set() };

  const emit = <Name extends keyof Events>(name: Name, payload: Events[Name]) => heard[name].forEach((hear) => hear(payload));
  const codes = (): RowCode[] => shown.flatMap((id) => codeAt(find(id), now(), asked) ?? []);
  const ticker = new Ticker(codes, (fresh) => emit("codes", fresh));
  const find = (id: string): Row => live.find((row) => row.id === id) ?? fail("not_found");
  const unlocked = () => state === "unlocked" || fail("locked");
  const makeId = (kind: string) => `${kind}-${++serial}`;
  const sorted = (rows: Row[]) => [...rows.filter((row) => row.pinned), ...rows.filter((row) => !row.pinned)];

  function makeUndo(back: () => void): string {
    const token = makeId("undo");
    undos.set(token, back);
    return token;
  }
  async function check(given: string) {
    await pause(scene.slow);
    if (given === "wrong" || (password !== null && given !== password)) fail("wrong_password");
  }
  function open(next: Review): Review {
    return (review = next);
  }
  function insert(row: Row) {
    live = [row, ...live];
  }

  if (scene.review) setTimeout(() => emit("review", open(pictureReview(makeId("review")))), 0);
  exposeForTests({
    emit,
    drop: () => emit("review", open(review ? completedReview(review.id) : pictureReview(makeId("review")))),
    shown: () => shown,
    jump(seconds) {
      moveClock(now() + seconds);
      emit("codes", codes());
      ticker.wind();
    },
  });

  return {
    status: async () => ({
      state,
      settings,
      lock_reason: scene.lockReason,
      last_backup: state === "absent" ? null : { saved_at: now() - 86_400, entries: live.length },
    }),
    estimatePassword: async (given) => guess(given),
    async createVault(given) {
      if (given === "") fail("weak_password");
      if (state !== "absent") fail("exists");
      await pause(scene.slow);
      password = given;
      state = "unlocked";
      return null;
    },
    async unlock(given) {
      await check(given);
      if (scene.damaged) fail("damaged", { part: "payload", generations: "2" });
      state = "unlocked";
      return null;
    },
    async lock() {
      state = "locked";
      shown = [];
      ticker.wind();
      return null;
    },
    listEntries: async () => unlocked() && sorted(live),
    listTrash: async () => unlocked() && trash,
    async showRows(ids) {
      shown = ids.filter((id) => live.some((row) => row.id === id));
      ticker.wind();
      return codes();
    },
    async copyCode(id) {
      const row = find(id);
      if (row.kind === "hotp") {
        live = live.map((other) => (other === row ? { ...row, counter: String(Number(row.counter) + 1) } : other));
        asked.add(id);
      }
      const until = codeAt(row, now(), asked)?.valid_until;
      const which = until && until - now() < 3 ? "next" : "current";
      return { id, issuer: row.issuer, account: row.account, which, clears_in: settings.clear_after_seconds };
    },
    keepClipboard: async () => null,
    async addEntry(entry) {
      const row = accept(entry, makeId("added"));
      insert(row);
      return { id: row.id, undo: makeUndo(() => (live = live.filter((other) => other.id !== row.id))) };
    },
    async editEntry(id, edit) {
      const row = { ...find(id), ...edit };
      live = live.map((other) => (other.id === id ? row : other));
      return row;
    },
    async removeEntry(id) {
      const row = find(id);
      const place = live.indexOf(row);
      live = live.filter((other) => other !== row);
      trash = [{ ...row, trashed_at: now() }, ...trash];
      return {
        undo: makeUndo(() => {
          trash = trash.filter((other) => other.id !== id);
          live = live.toSpliced(place, 0, row);
        }),
      };
    },
    async restoreEntry(id) {
      const row = trash.find((other) => other.id === id) ?? fail("not_found");
      trash = trash.filter((other) => other !== row);
      insert({ ...row, trashed_at: null });
      return null;
    },
    async deleteEntry(id) {
      trash = trash.filter((row) => row.id !== id);
      return null;
    },
    async undo(token) {
      const back = undos.get(token) ?? fail("expired");
      undos.delete(token);
      back();
      return null;
    },
    chooseImport: async () => open(review ? completedReview(review.id) : pictureReview(makeId("review"))),
    async pasteImport() {
      const kind = new URLSearchParams(globalThis.location?.search).get("clipboard");
      if (kind === "nothing") fail("nothing_on_clipboard");
      if (kind === "holiday") return open(emptyReview(makeId("review")));
      return open(review ? completedReview(review.id) : pictureReview(makeId("review")));
    },
    async confirmReview(id, ticked) {
      const from = review?.id === id ? review : fail("expired");
      review = null;
      const added = from.drafts
        .filter((draft) => ticked.includes(draft.index))
        .map(({ issuer, account, digits }) => makeRow(makeId("added"), { issuer, account, digits: digits ?? 6, confirmed: false }));
      live = [...added, ...live];
      const ids = added.map((row) => row.id);
      return { added: ids, undo: makeUndo(() => (live = live.filter((row) => !ids.includes(row.id)))) };
    },
    async cancelReview() {
      review = null;
      return null;
    },
    async exportBackup(given) {
      await check(given);
      return { file_name: "vault.tessera", entries: live.length };
    },
    chooseBackup: async () => ({ file_name: "vault.tessera" }),
    async restoreBackup(given) {
      await check(given);
      live = makeAccounts();
      password = given;
      state = "unlocked";
      return { entries: live.length };
    },
    async reviewBackup(given) {
      await check(given);
      return open(backupReview(makeId("review"), "vault.tessera"));
    },
    listGenerations: async () => [
      { id: "generation-2", saved_at: now() - 3_600, bytes: 20_992 },
      { id: "generation-1", saved_at: now() - 90_000, bytes: 16_896 },
    ],
    async restoreGeneration(_, given) {
      await check(given);
      scene.damaged = false;
      state = "unlocked";
      return { entries: live.length };
    },
    async changePassword(old, next) {
      await check(old);
      if (next === "") fail("weak_password");
      password = next;
      return null;
    },
    async saveSettings(next) {
      settings = next;
      return null;
    },
    activity: async () => null,
    on(name, hear) {
      heard[name].add(hear);
      return () => void heard[name].delete(hear);
    },
  };
}

/** Refuses what the shell would refuse, as far as a picture of it needs. */
function accept(entry: NewEntry, id: string): Row {
  const { secret, counter, ...fields } = entry;
  if (secret.startsWith("otpauth:")) {
    const [issuer = "", account = ""] = decodeURIComponent(new URL(secret).pathname.split("/").pop() ?? "").split(":");
    return makeRow(id, { issuer, account, confirmed: false });
  }
  if (secret.trim() === "") fail("secret_missing");
  if (!/^[a-z2-7\s=-]+$/i.test(secret)) fail("invalid_secret");
  const hotp = entry.kind === "hotp";
  return makeRow(id, { ...fields, period: hotp ? null : entry.period, counter: hotp ? counter : null, confirmed: false });
}

/** What browser tests may pull: said as `tesseraFake` in the page. */
export interface Handles {
  emit<Name extends keyof Events>(name: Name, payload: Events[Name]): void;
  /** Files fall on the window. */
  drop(): void;
  /** The rows the page last said it shows. */
  shown(): string[];
  /** The wall clock jumps, and the shell notices. */
  jump(seconds: number): void;
}

function exposeForTests(handles: Handles) {
  Object.assign(globalThis, { tesseraFake: handles });
}
