/** The one way in for new accounts: what is being read, and what to say where it gave nothing. */
import { backend } from "../../backend";
import type { Problem, Progress, Review } from "../../bindings";
import { toasts } from "../../kit/toasts.svelte";
import { underWay } from "../../kit/under_way.svelte";
import { attempt } from "../../state/attempt";
import { session } from "../../state/session.svelte";
import { sheets } from "../../state/sheets.svelte";
import { vault } from "../../state/vault.svelte";
import { sentenceOf, t } from "../../words";
import { isSecret } from "./pasted";
import { nothingIn } from "./words";

export type Way = "paste" | "files" | "folder" | "screen" | "text" | "drop";

/** Nothing is wrong with such a source, but that it holds no account. */
export const EMPTY: Problem[] = ["no_code", "no_account"];

class Capture {
  /** What is waited for. */
  way = $state<Way | null>(null);
  /** Why the last one gave nothing; said by the capture box or the review, whichever is seen. */
  note = $state("");
  #turn = 0;

  paste = () => this.#take("paste", () => backend.pasteImport());
  files = () => this.#take("files", () => backend.chooseImport());
  folder = () => this.#take("folder", () => backend.chooseImportFolder());
  screen = () => this.#take("screen", () => backend.scanScreen());
  /** Opens a file of the review with a password; what it throws is for its field. */
  async open(review: Review, source: number, password: string, agreed: boolean) {
    const opened = await backend.openSource(review.id, source, password, agreed);
    if (opened && underReview(opened)) sheets.open({ name: "review", review: opened });
  }

  stop = () => attempt(() => backend.cancelCapture());

  /** How far the shell has come with several pictures; null where nothing is read. */
  hear(come: Progress | null) {
    const stop = { label: t("import-stop"), run: this.stop };
    underWay.current = come && { ...come, text: t("import-progress", { done: come.done, total: come.total }), label: t("import-reading"), stop };
  }

  /** What is still being read is dropped when it comes. */
  forget() {
    this.#turn++;
    underWay.current = this.way = null;
    this.note = "";
  }

  /** A secret alone still needs a name, so the form goes on with it. */
  async text(given: string) {
    if (isSecret(given)) sheets.open({ name: "type", secret: given.trim() });
    else await this.#take("text", () => backend.importText(given));
  }

  /** A text that was dropped. A picture of a web page is looked for on the screen. */
  async dropped(given: string) {
    if (isSecret(given)) await this.text(given);
    else await this.#take("drop", () => backend.importDropped(given));
  }

  async #take(way: Way, ask: () => Promise<Review | null>) {
    if (this.way === way) return;
    const turn = this.#turn;
    const stale = () => turn !== this.#turn;
    this.way = way;
    this.note = "";
    try {
      const review = await ask();
      if (review && stale()) await backend.cancelReview(review.id);
      else if (review) await this.#receive(way, review);
    } catch (thrown) {
      if (!stale()) this.#say(sentenceOf(thrown));
    } finally {
      if (this.way === way && !stale()) this.way = null;
    }
  }

  async #receive(way: Way, review: Review) {
    const before = underReview(review);
    const nothing = whyNothing(way, review, before);
    // Stopped before anything was read.
    const isStopped = review.sources.length === 0;
    if (before || !(nothing || isStopped)) sheets.open({ name: "review", review });
    else await backend.cancelReview(review.id);
    if (nothing) this.#say(nothing);
  }

  #say(text: string) {
    const boxed = sheets.current ? ["add", "type", "review"].includes(sheets.current.name) : vault.rows.length === 0;
    if (boxed) this.note = text;
    else toasts.show({ text });
  }
}

export const capture = new Capture();
session.onLock(() => capture.forget());

/** As it is shown now, if it is. */
function underReview({ id }: Review): Review | null {
  return sheets.current?.name === "review" && sheets.current.review.id === id ? sheets.current.review : null;
}

/** Empty where something was found, or where the review says by name what was not. */
function whyNothing(way: Way, review: Review, before: Review | null): string {
  if (sizeOf(review) > (before ? sizeOf(before) : 0)) return "";
  const fresh = review.sources.slice(before?.sources.length ?? 0);
  const serious = fresh.find(({ problem }) => problem && !EMPTY.includes(problem));
  if (way === "screen") {
    if (serious?.problem) return nothingIn(way, serious.problem);
    return before ? t("import-nothing-new") : t("import-nothing-on-screen");
  }
  const last = serious ?? fresh.at(-1);
  if (way === "files" || way === "folder" || !last?.problem || last.name !== "") return "";
  return nothingIn(way, last.problem);
}

function sizeOf({ drafts, others, batches }: Review): number {
  return drafts.length + others.length + batches.reduce((sum, { have }) => sum + have, 0);
}
