/** What the real application cannot be brought to say in a test: pictures that take too long, a reader that is gone. */
import type { Page } from "@playwright/test";
import type { Problem, Reason, Review, SourceReport } from "../src/bindings";

/** From now on a command is answered so, and the application is not asked. */
export const answer = (page: Page, command: string, reply: unknown) =>
  page.evaluate(([command, reply]) => tesseraTest.answer(command as string, { reply }), [command, reply]);

/** The same, with a refusal. */
export const refuse = (page: Page, command: string, error: Reason) =>
  page.evaluate(([command, error]) => tesseraTest.answer(command as string, { error }), [command, error]);

const source = (name: string, problem: Problem | null, gave_up = false): SourceReport => ({
  index: 0,
  name,
  app: "",
  kind: "",
  named: true,
  sealed: null,
  problem,
  gave_up,
  remarks: [],
});

const review = (...sources: SourceReport[]): Review => ({
  id: "of a test",
  sources: sources.map((one, index) => ({ ...one, index })),
  drafts: [],
  batches: [],
  others: [],
  pictures: [],
  plain_files: 0,
});

export const TOO_SLOW = review(source("", "too_slow"));

const PROBLEMS: Problem[] = ["unreadable", "too_slow", "no_reader", "damaged", "not_readable", "not_a_picture", "too_large", "empty", "vault"];

/** Pictures with every trouble, and many with the same. */
export const TROUBLES: Review = {
  ...review(
    source("holiday.png", null, true),
    ...PROBLEMS.map((problem) => source(`${problem}.png`, problem)),
    ...Array.from({ length: 12 }, (_, i) => source(`IMG_${4100 + i}.jpg`, "no_code")),
  ),
  drafts: [
    {
      index: 0,
      source: 0,
      issuer: "Codeberg",
      account: "ada@analytical.dev",
      namesake: null,
      kind: "totp",
      algorithm: "SHA1",
      digits: 6,
      period: 30,
      status: "new",
      trashed: false,
      reason: null,
      picture: null,
    },
  ],
  plain_files: 1,
};

/** What nobody asked for came, such as files that were dropped. */
export const arrive = (page: Page, what: Review) => page.evaluate((given) => tesseraTest.emit({ name: "review", payload: given }), what);
