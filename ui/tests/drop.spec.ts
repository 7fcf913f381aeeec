/** What is dragged out of a web page or another app. Files come to the shell; the page sees none of them. */
import { expect, type Page } from "@playwright/test";
import { open, rows, search, test, toast } from "./page";

const LINK = "otpauth://totp/Codeberg:ada?secret=JBSWY3DPEHPK3PXP";
const PICTURE = "https://site.example/code.png";
const SHOWN = `<meta charset="utf-8"><img src="${PICTURE}" alt="code">`;

type Kinds = Record<string, string>;

/** What a browser says while something is dragged over an element, as its events. */
async function drag(page: Page, kinds: Kinds, on: string, ...events: string[]) {
  await page.locator(on).first().evaluate(
    (element, [kinds, events]) => {
      const dataTransfer = new DataTransfer();
      for (const [kind, data] of Object.entries(kinds)) dataTransfer.setData(kind, data);
      for (const event of events) element.dispatchEvent(new DragEvent(event, { dataTransfer, bubbles: true, cancelable: true }));
    },
    [kinds, events] as const,
  );
}

const drop = (page: Page, kinds: Kinds, on = "main") => drag(page, kinds, on, "dragenter", "dragover", "drop");
const dialog = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name });
const veil = (page: Page) => page.getByText("Drop to add");

test("a_text_with_the_link_of_an_account_leads_to_the_review", async ({ page }) => {
  await open(page);
  await drop(page, { "text/plain": `Scan this or use ${LINK}`, "text/html": SHOWN });
  await expect(dialog(page, "1 account found").getByText("Codeberg")).toBeVisible();
});

test("a_link_of_an_account_is_taken_whatever_it_is_called", async ({ page }) => {
  await open(page);
  await drop(page, { "text/uri-list": LINK, "text/plain": "Set up the app" });
  await expect(dialog(page, "1 account found")).toBeVisible();
});

for (const [what, kinds] of [
  ["alone", { "text/html": SHOWN }],
  ["with its address", { "text/html": SHOWN, "text/uri-list": PICTURE, "text/plain": PICTURE }],
  ["within a link", { "text/html": `<a href="https://site.example/">${SHOWN}</a>`, "text/uri-list": "https://site.example/" }],
] as [string, Kinds][]) {
  test(`a_picture_of_a_page_is_looked_for_on_the_screen, ${what}`, async ({ page }) => {
    await open(page);
    await drop(page, kinds);
    await expect(dialog(page, "5 accounts found")).toBeVisible();
  });
}

test("a_picture_that_is_not_on_the_screen_says_what_to_do", async ({ page }) => {
  await open(page, { scan: "nothing" });
  await drop(page, { "text/html": SHOWN });
  await expect(toast(page)).toHaveText(/Copy the picture there and paste it here/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a_picture_within_a_text_that_was_selected_is_not_meant", async ({ page }) => {
  await open(page);
  await drop(page, { "text/plain": "milk and bread", "text/html": `<p>milk ${SHOWN} and bread</p>` });
  await expect(toast(page)).toHaveText(/holds no/);
});

test("a_secret_alone_goes_on_in_the_form", async ({ page }) => {
  await open(page);
  await drop(page, { "text/plain": "JBSW Y3DP EHPK 3PXP" });
  await expect(page.getByLabel("Site or app")).toBeFocused();
});

test("the_veil_lies_over_the_window_until_the_drag_leaves_it_or_ends", async ({ page }) => {
  await open(page);
  await expect(rows(page).first()).toBeVisible();
  await drag(page, { "text/plain": LINK }, "main", "dragenter", "dragover");
  await expect(veil(page)).toBeVisible();
  // An element is entered before the one around it is left.
  await drag(page, { "text/plain": LINK }, "[role=row]", "dragenter");
  await drag(page, { "text/plain": LINK }, "main", "dragleave");
  await expect(veil(page)).toBeVisible();
  await drag(page, { "text/plain": LINK }, "[role=row]", "dragleave");
  await expect(veil(page)).toHaveCount(0);
  await drop(page, { "text/plain": LINK });
  await expect(dialog(page, "1 account found")).toBeVisible();
  await expect(veil(page)).toHaveCount(0);
});

test("a_word_is_dropped_into_the_search_and_the_link_of_an_account_is_not", async ({ page }) => {
  await open(page);
  await drop(page, { "text/plain": LINK }, "#search");
  await expect(dialog(page, "1 account found")).toBeVisible();
  await expect(search(page)).toHaveValue("");
});

test("nothing_is_taken_while_the_vault_is_locked", async ({ page }) => {
  await open(page, { state: "locked" });
  await expect(page.getByLabel("Password", { exact: true })).toBeVisible();
  await drag(page, { "text/plain": LINK }, "main", "dragenter", "dragover");
  await expect(veil(page)).toHaveCount(0);
  await drop(page, { "text/plain": LINK });
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
