import type { Backend } from "../backend/interface";
import type { Problem, Review } from "../bindings";
import { makeRow } from "./accounts";
import { type Desk, fail, pause } from "./desk";
import { backup, completed, nothing, opened, pictures, REVIEWS, transfer } from "./reviews";

type Commands = Pick<
  Backend,
  | "chooseImport" | "chooseImportFolder" | "pasteImport" | "importText" | "scanScreen" | "cancelCapture"
  | "openSource" | "stopOpening" | "chooseKeyFile" | "removeKeyFile" | "confirmReview" | "cancelReview" | "reviewBackup"
>;

/** Before this much time nothing is said of the pictures that are being read. */
const QUIET_MS = 300;

/** Files, pictures, the clipboard and the screen, up to the review and what comes of it. */
export class Captures {
  #stopped = false;
  #opening = 0;

  constructor(private readonly desk: Desk) {}

  /** The review of that name; without one a transfer, or its second part where it is under review. */
  found(name?: string): Review {
    const { review } = this.desk;
    const made = name === undefined ? undefined : REVIEWS[name];
    if (made) return this.#open(made(review?.id ?? this.desk.makeId("review")));
    return this.#open(review ? completed(review.id) : transfer(this.desk.makeId("review")));
  }

  readonly commands: Commands = {
    chooseImport: () => this.#files(),
    chooseImportFolder: () => this.#files(),
    pasteImport: async () => {
      switch (this.desk.scene.clipboard) {
        case "nothing":
          return fail("nothing_on_clipboard");
        case "holiday":
          return this.#open(nothing(this.#id(), "no_code", "holiday.jpg"));
        case "words":
          return this.#nothing("no_account");
        default:
          return this.found();
      }
    },
    importText: async (text) => (/otpauth/i.test(text) ? this.found("link") : this.#nothing("no_account")),
    scanScreen: async () => {
      const { scan, slow } = this.desk.scene;
      await pause(slow);
      if (scan === "cancelled") return null;
      if (scan === "refused" || scan === "unsupported" || scan === "failed") fail(`screen_${scan}`);
      if (scan === "nothing" || scan === "too_slow") return this.#nothing(scan === "nothing" ? "no_code" : scan);
      return this.found(scan === "found" ? undefined : scan);
    },
    openSource: (id, index, given) => this.#unseal(id, index, given),
    chooseKeyFile: async (id, index) => {
      const { review } = this.desk;
      if (review?.id !== id || review.sources[index]?.sealed !== "password_or_key_file") fail("expired");
      return { file_name: "Ada.keyx" };
    },
    stopOpening: async () => {
      this.#opening++;
      return null;
    },
    removeKeyFile: async () => null,
    cancelCapture: async () => {
      this.#stopped = true;
      return null;
    },
    confirmReview: async (id, ticked) => {
      const { desk } = this;
      const from = desk.review?.id === id ? desk.review : fail("expired");
      desk.review = null;
      const added = from.drafts
        .filter((draft) => ticked.includes(draft.index))
        .map(({ issuer, account, digits }) => makeRow(desk.makeId("added"), { issuer, account, digits: digits ?? 6, confirmed: false }));
      desk.insert(...added);
      const ids = added.map((row) => row.id);
      return { added: ids, undo: desk.makeUndo(() => desk.drop(ids)) };
    },
    cancelReview: async (id) => {
      if (this.desk.review?.id !== id) fail("expired");
      this.desk.review = null;
      return null;
    },
    reviewBackup: async (given) => {
      await this.desk.check(given);
      return this.#open(backup(this.#id(), "vault.tessera"));
    },
  };

  /** As many pictures as the scene says, one after another. */
  async #files(): Promise<Review> {
    const { pictures: total, pace } = this.desk.scene;
    if (total === 0) return this.found();
    this.#stopped = false;
    let done = 0;
    while (done < total && !this.#stopped) {
      await pause(pace);
      done++;
      if (done * pace > QUIET_MS) this.desk.emit("capture", { done, total });
    }
    this.desk.emit("capture", null);
    this.desk.needOpen();
    return this.#open(pictures(this.#id(), done));
  }

  /** The passwords "wrong" and "damaged" do what they say. */
  async #unseal(id: string, index: number, given: string): Promise<Review | null> {
    const { desk } = this;
    const isHere = () => desk.review?.id === id && desk.review.sources[index]?.sealed != null;
    if (!isHere()) fail("expired");
    const mine = ++this.#opening;
    const isOver = () => mine !== this.#opening || !isHere();
    for (let passed = 0; passed < desk.scene.slow && !isOver(); passed += 50) {
      await pause(Math.min(50, desk.scene.slow - passed));
    }
    desk.needOpen();
    if (isOver()) return null;
    if (given === "wrong") fail("wrong_password");
    const { review } = desk;
    return review ? this.#open(opened(review, index, given === "damaged" ? "damaged" : null)) : fail("expired");
  }

  /** Joins the review that is open, as everything does. */
  #nothing(problem: Problem): Review {
    const { review } = this.desk;
    const none = nothing(this.#id(), problem);
    return this.#open(review ? { ...review, sources: [...review.sources, ...none.sources] } : none);
  }

  #id(): string {
    return this.desk.makeId("review");
  }
  #open(review: Review): Review {
    return (this.desk.review = { ...review, sources: review.sources.map((source, index) => ({ ...source, index })) });
  }
}
