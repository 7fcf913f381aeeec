import { expect, type Page } from "@playwright/test";
import { control, givePassword, lock, open, paste, row, rows, search, test, toast } from "./page";
import { answer, TOO_SLOW } from "./states";

const dialog = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const field = (page: Page) => page.getByRole("textbox", { name: "Address or secret" });

const ADDRESS = "otpauth://totp/Codeberg:ada?secret=JBSWY3DPEHPK3PXP";

for (const [where, query] of [
  ["the empty vault", { state: "empty" }],
  ["the sheet behind the plus", {}],
] as const) {
  test(`${where} offers every way in`, async ({ page }) => {
    await open(page, query);
    if (!("state" in query)) await press(page, "Add an account");
    for (const way of ["Paste", "Choose files", "Choose a folder", "Scan the screen", "Type it in"]) {
      await expect(page.getByRole("button", { name: way, exact: true })).toBeVisible();
    }
    await expect(field(page)).toBeVisible();
  });
}

for (const way of ["Paste", "Choose files", "Choose a folder", "Scan the screen"]) {
  test(`${way} leads to the review`, async ({ page }) => {
    await open(page, { state: "empty" });
    await press(page, way);
    await expect(dialog(page, "5 accounts found")).toBeVisible();
  });
}

test("typing_one_in_begins_at_its_name", async ({ page }) => {
  await open(page);
  await press(page, "Add an account");
  await press(page, "Type it in");
  await expect(page.getByLabel("Site or app")).toBeFocused();
});

test("a_desktop_that_asks_first_is_announced_and_one_that_never_shows_its_screen_has_no_button", async ({ page }) => {
  await open(page, { state: "empty", screen: "asks" });
  const scan = page.getByRole("button", { name: "Scan the screen", exact: true });
  await expect(scan).toHaveAccessibleDescription("Your desktop asks first");
  await open(page, { state: "empty", screen: "none" });
  await expect(page.getByRole("button", { name: "Paste", exact: true })).toBeVisible();
  await expect(scan).toHaveCount(0);
  await page.keyboard.press("Control+Shift+S");
  await page.keyboard.press("?");
  await expect(dialog(page, "Keys")).toBeVisible();
  await expect(page.getByText("scan the screen for QR codes")).toHaveCount(0);
});

test("the_screen_is_scanned_by_key_from_the_list_and_from_a_sheet", async ({ page }) => {
  await open(page);
  await expect(rows(page).first()).toBeVisible();
  await page.keyboard.press("Control+Shift+S");
  await expect(dialog(page, "5 accounts found")).toBeVisible();
  await page.keyboard.press("Control+Shift+S");
  await expect(dialog(page, "6 accounts found")).toBeVisible();
});

test("a_screen_without_a_code_says_what_to_do_in_the_box", async ({ page }) => {
  await open(page, { state: "empty", scan: "nothing" });
  await press(page, "Scan the screen");
  await expect(page.getByRole("status").filter({ hasText: "No QR code was seen on the screens" })).toContainText("take a screenshot and drop it here");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a_screen_that_takes_too_long_says_so_and_what_to_do", async ({ page }) => {
  await open(page, { state: "empty" });
  await answer(page, "scan_screen", TOO_SLOW);
  await answer(page, "cancel_review", null);
  await press(page, "Scan the screen");
  await expect(page.getByRole("status").filter({ hasText: "could not be searched in time" })).toContainText("screenshot of the code alone");
});

test("a_screen_without_a_code_says_so_over_the_list_in_the_toast", async ({ page }) => {
  await open(page, { scan: "nothing" });
  await expect(rows(page).first()).toBeVisible();
  await page.keyboard.press("Control+Shift+S");
  await expect(toast(page)).toContainText("No QR code was seen on the screens");
});

test("a_scan_that_adds_nothing_to_the_review_says_so_and_keeps_it", async ({ page }) => {
  await open(page, { review: "found", scan: "nothing" });
  const review = dialog(page, "5 accounts found");
  await review.getByRole("button", { name: "Scan the screen" }).click();
  await expect(review.getByRole("status").first()).toContainText("No other code was seen");
  await expect(review.getByRole("checkbox", { name: "Codeberg" })).toBeChecked();
});

for (const [scan, told] of [
  ["refused", "Tessera may not look at the screen"],
  ["unsupported", "This desktop lets no app look at the screen"],
  ["failed", "The screen could not be scanned"],
] as const) {
  test(`a scan that was ${scan} says what to do instead`, async ({ page }) => {
    await open(page, { state: "empty", scan });
    await press(page, "Scan the screen");
    await expect(page.getByText(told)).toContainText("screenshot");
  });
}

test("whoever_says_no_to_the_systems_question_is_told_nothing", async ({ page }) => {
  await open(page, { state: "empty", scan: "cancelled", slow: 50 });
  const scan = page.getByRole("button", { name: "Scan the screen", exact: true });
  await scan.click();
  await expect(scan).not.toHaveAttribute("aria-disabled");
  await expect(page.getByText("or a text, or the file of another app")).toBeVisible();
  await expect(toast(page)).toHaveCount(0);
});

test("the_window_that_is_hidden_for_a_scan_is_not_reported_as_hidden", async ({ page }) => {
  await page.clock.install();
  await open(page, { state: "empty", slow: 500 });
  await press(page, "Scan the screen");
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await page.clock.runFor(600);
  await expect(dialog(page, "5 accounts found")).toBeVisible();
  expect(await page.evaluate(() => tesseraTest.told())).toEqual([]);
});

test("an_address_typed_into_the_box_is_read_with_enter", async ({ page }) => {
  await open(page);
  await press(page, "Add an account");
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(ADDRESS);
  await expect(page.getByRole("button", { name: "Read it" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(dialog(page, "1 account found")).toBeVisible();
});

test("what_is_typed_into_the_box_of_an_empty_vault_stays_there", async ({ page }) => {
  await open(page, { state: "empty" });
  await field(page).click();
  await page.keyboard.type("otpauth 12?");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Backspace");
  await expect(field(page)).toHaveValue("otpauth 1?");
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Control+n");
  await expect(page.getByLabel("Site or app")).toBeFocused();
});

test("an_address_that_was_read_is_gone_from_the_box", async ({ page }) => {
  await open(page, { state: "empty" });
  await field(page).click();
  await page.keyboard.type(ADDRESS);
  await page.keyboard.press("Enter");
  await expect(dialog(page, "1 account found")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(field(page)).toHaveValue("");
  await expect(field(page)).toHaveAttribute("rows", "1");
});

test("an_address_pasted_into_the_box_is_read_at_once", async ({ page }) => {
  await open(page);
  await press(page, "Add an account");
  await expect(field(page)).toBeFocused();
  await paste(page, `# mine\n${ADDRESS}\n`);
  await expect(dialog(page, "1 account found")).toBeVisible();
});

test("a_secret_alone_goes_on_in_the_form_that_asks_for_a_name", async ({ page }) => {
  await open(page);
  await press(page, "Add an account");
  await expect(field(page)).toBeFocused();
  await paste(page, "jbsw y3dp ehpk 3pxp");
  await expect(page.getByLabel("Site or app")).toBeFocused();
  await expect(page.getByLabel("Secret")).toHaveValue("jbsw y3dp ehpk 3pxp");
  await page.keyboard.type("Codeberg");
  await page.keyboard.press("Enter");
  await expect(toast(page)).toHaveText("Codeberg added");
});

test("other_words_stay_in_the_box_to_be_put_right", async ({ page }) => {
  await open(page);
  await press(page, "Add an account");
  await expect(field(page)).toBeFocused();
  await paste(page, "my codes");
  await expect(field(page)).toHaveValue("my codes");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "What you typed holds no authenticator account." })).toBeVisible();
  await expect(field(page)).toHaveValue("my codes");
});

test("an_address_pasted_into_the_form_is_captured_and_ordinary_text_is_not", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Control+n");
  await expect(page.getByLabel("Site or app")).toBeFocused();
  await paste(page, "Codeberg");
  await expect(page.getByLabel("Site or app")).toHaveValue("Codeberg");
  await paste(page, ADDRESS);
  await expect(dialog(page, "1 account found")).toBeVisible();
});

test("a_picture_pasted_into_a_field_is_captured", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Control+n");
  await expect(page.getByLabel("Site or app")).toBeFocused();
  await paste(page, "");
  await expect(dialog(page, "5 accounts found")).toBeVisible();
});

test("a_word_pasted_into_the_empty_search_is_searched_for_and_a_secret_goes_on_in_the_form", async ({ page }) => {
  await open(page);
  await page.keyboard.type("github");
  for (const key of ["Control+a", "Control+x", "Control+v"]) await page.keyboard.press(key);
  await expect(search(page)).toHaveValue("github");
  await page.keyboard.press("Escape");
  await paste(page, "JBSW Y3DP EHPK 3PXP");
  await expect(page.getByLabel("Secret")).toHaveValue("JBSW Y3DP EHPK 3PXP");
});

test("a_file_pasted_into_the_empty_search_is_captured", async ({ page }) => {
  await open(page);
  await paste(page, "/home/ada/code.png");
  await expect(dialog(page, "5 accounts found")).toBeVisible();
});

test("a_clipboard_without_an_account_says_so_at_the_field_of_the_form", async ({ page }) => {
  await open(page, { clipboard: "words" });
  await page.keyboard.press("Control+n");
  await expect(page.getByLabel("Site or app")).toBeFocused();
  await paste(page, "");
  await expect(page.getByLabel("Secret")).toHaveAccessibleDescription(/The clipboard holds no authenticator account/);
});

test("paste_captures_with_the_focus_on_a_button_and_goes_on_with_a_search", async ({ page }) => {
  await open(page);
  await expect(search(page)).toBeFocused();
  await page.keyboard.type("git");
  for (const key of ["Control+a", "Control+c", "ArrowRight", "Control+v"]) await page.keyboard.press(key);
  await expect(search(page)).toHaveValue("gitgit");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("button", { name: "Menu" }).focus();
  await page.keyboard.press("Control+v");
  await expect(dialog(page, "5 accounts found")).toBeVisible();
});

const counted = (page: Page) => page.getByRole("status").filter({ hasText: /\d+ of 20 pictures/ });
/** Another review, and nothing in it of the one before. */
async function nextAlone(page: Page) {
  await control(page, "drop", "link");
  await expect(dialog(page, "1 account found")).toContainText("Harbour");
}

test("several_pictures_are_counted_while_they_are_read", async ({ page }) => {
  await open(page, { state: "empty", files: "pictures" });
  await press(page, "Choose files");
  await expect(counted(page)).toBeVisible();
  await expect(dialog(page, "20 accounts found")).toBeVisible();
  await expect(counted(page)).toHaveCount(0);
});

test("cancelling_keeps_what_was_found_so_far", async ({ page }) => {
  await open(page, { state: "empty", files: "pictures" });
  await press(page, "Choose files");
  await expect(counted(page).filter({ hasText: /[1-9]\d* of 20/ })).toBeVisible();
  await press(page, "Cancel");
  await expect(dialog(page, /^\d+ accounts? found$/)).toBeVisible();
  await expect(dialog(page, "20 accounts found")).toHaveCount(0);
});

test("pictures_chosen_from_the_review_are_counted_over_it", async ({ page }) => {
  await open(page, { review: "found", files: "pictures" });
  await expect(dialog(page, "5 accounts found")).toBeVisible();
  await press(page, "Choose files");
  // What is read already is among them.
  await expect(dialog(page, /accounts found$/).getByText(/of 20 pictures/)).toBeVisible();
});

test("a_review_that_is_cancelled_takes_the_pictures_still_being_read_with_it", async ({ page }) => {
  await open(page, { review: "found", files: "pictures", clipboard: "nothing" });
  await expect(dialog(page, "5 accounts found")).toBeVisible();
  await press(page, "Choose files");
  await expect(page.getByText(/of 20 pictures/)).toBeVisible();
  // What is read is read in order: the pictures are done with when the paste is answered, which is asked for
  // before the cancelling is.
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).last().evaluate((button) => {
    (button as HTMLElement).click();
    document.getElementById("search")?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: new DataTransfer(), bubbles: true }));
  });
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(toast(page)).toContainText("The clipboard holds no picture or text");
  await nextAlone(page);
});

test("what_comes_of_pictures_after_a_lock_is_not_shown", async ({ page }) => {
  await open(page, { state: "empty", files: "pictures" });
  await press(page, "Choose files");
  await expect(counted(page)).toBeVisible();
  await lock(page);
  await expect(page.getByRole("heading", { name: "Tessera is locked" })).toBeVisible();
  await givePassword(page);
  await expect(page.getByText("Drop a screenshot")).toBeVisible();
  await nextAlone(page);
  await expect(toast(page)).toHaveCount(0);
});

test("a_link_waits_for_the_unlock_and_is_reviewed_right_after_it", async ({ page }) => {
  await open(page, { state: "locked", waiting: 1, reason: "idle" });
  await expect(page.getByText("Unlock to add the account from the link.")).toBeVisible();
  await givePassword(page);
  await expect(dialog(page, "1 account found")).toBeVisible();
  await press(page, "Add 1 account");
  await expect(toast(page)).toContainText("added");
  await page.keyboard.type("codeberg");
  await expect(row(page, "Codeberg")).toBeVisible();
});

test("a_link_waits_for_the_first_vault_and_for_the_offer_of_its_recovery_sheet", async ({ page }) => {
  await open(page, { state: "absent", waiting: 1 });
  await page.getByLabel("Choose a password").fill("correct horse");
  await page.getByLabel("Repeat it").fill("correct horse");
  await page.keyboard.press("Enter");
  await expect(dialog(page, "Make a recovery sheet")).toBeVisible();
  await press(page, "Later");
  await expect(dialog(page, "1 account found")).toBeVisible();
});

test("links_that_come_while_it_is_locked_are_counted", async ({ page }) => {
  await open(page, { state: "locked" });
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  await control(page, "links", 3);
  await expect(page.getByText("Unlock to add the accounts from 3 links.")).toBeVisible();
});
