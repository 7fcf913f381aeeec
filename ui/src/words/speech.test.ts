import { expect, test } from "vitest";
import { accented, addPseudoLanguages } from "../served/pseudo";
import { choose, ENGLISH, languages } from "./languages";
import { direction, say, speak, t } from "./speech.svelte";

const MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

test("an_argument_that_runs_the_way_of_the_language_gets_no_invisible_mark", () => {
  for (const name of ["GitHub", "Société Générale", "ada@example.org", "東京", "12-34"]) {
    expect(t("accounts-removed", { name })).toBe(`${name} removed`);
  }
});

test("an_argument_that_runs_the_other_way_is_set_apart", () => {
  expect(t("accounts-removed", { name: "בנק" })).toBe("\u2068בנק\u2069 removed");
  expect(t("accounts-removed", { name: "بنك 24" })).toBe("\u2068بنك 24\u2069 removed");
});

test("no_sentence_of_the_catalogue_holds_an_invisible_mark", () => {
  expect(ENGLISH).not.toMatch(MARKS);
});

test("a_message_that_is_nowhere_is_told_by_its_name", () => {
  expect(say("no-such-message", { name: "x" })).toBe("no-such-message");
});

test("an_argument_that_is_missing_is_an_ellipsis_and_nothing_throws", () => {
  expect(say("accounts-removed")).toBe("… removed");
  expect(say("backups-last", { count: 2 })).toBe("Last automatic backup …: 2 accounts, as they were before the last change.");
});

test("numbers_are_written_as_the_language_writes_them", () => {
  expect(t("review-found", { count: 12_345 })).toBe("12,345 accounts found");
});

test("a_wrong_id_or_argument_does_not_compile", () => {
  // @ts-expect-error -- no such message
  t("accounts-remuved");
  // @ts-expect-error -- it takes a name
  t("accounts-removed");
  // @ts-expect-error -- of another name
  t("accounts-removed", { issuer: "GitHub" });
  // @ts-expect-error -- and nothing else
  t("accounts-removed", { name: "GitHub", count: 1 });
  // @ts-expect-error -- a count is a number
  t("review-found", { count: "1" });
  // @ts-expect-error -- one of a few words
  t("backups-conflicts-saved", { when: "yesterday", far: "maybe" });
  // @ts-expect-error -- it takes nothing
  t("button-back", { name: "GitHub" });
  // @ts-expect-error -- one of them takes a count
  t(`password-guess-${Math.random() < 2 ? "instant" : "hour"}`);
  expect(true).toBe(true);
});

test("the_language_is_chosen_by_what_the_system_prefers", () => {
  languages["pt-BR"] = languages.de = { locale: "de", dir: "ltr", load: async () => ENGLISH };
  expect(choose(["de-AT", "en"])).toBe("de");
  expect(choose(["fr", "pt-BR", "en"])).toBe("pt-BR");
  expect(choose(["fr"])).toBe("en");
  delete languages.de;
  delete languages["pt-BR"];
});

test("a_language_is_switched_while_the_page_runs_and_lacks_are_filled_with_english", async () => {
  languages.xx = { locale: "xx", dir: "rtl", load: async () => "button-back = Kcab\naccounts-removed = Devomer { $name }\n" };
  await speak("xx");
  expect(t("button-back")).toBe("Kcab");
  expect(direction()).toBe("rtl");
  expect(t("button-cancel")).toBe("Cancel");
  expect(t("accounts-removed", { name: "GitHub" })).toBe("Devomer \u2068GitHub\u2069");
  await speak("en");
  expect(t("button-back")).toBe("Back");
  delete languages.xx;
});

test("the_last_language_that_was_asked_for_is_spoken", async () => {
  let come: (ftl: string) => void = () => undefined;
  languages.xx = { locale: "xx", dir: "ltr", load: () => new Promise((resolve) => (come = resolve)) };
  const slow = speak("xx");
  await speak("en");
  come("button-back = Kcab\n");
  await slow;
  expect(t("button-back")).toBe("Back");
  delete languages.xx;
});

test("the_pseudo_language_is_longer_by_about_two_fifths_and_leaves_arguments_alone", async () => {
  addPseudoLanguages();
  await speak("en-XA");
  expect(t("accounts-removed", { name: "GitHub" })).toBe("GitHub ŕééɱööṽééđ");
  await speak("en");
  const words = ENGLISH.replace(/[^a-z ]/gi, "");
  expect(accented(words).length / words.length).toBeGreaterThan(1.3);
});
