import { expect, type Page } from "@playwright/test";
import { givePassword, hold, open, paste, row, rows, settled, test, toast } from "./page";

test("a_review_ticks_what_is_new_and_never_what_cannot_be_used", async ({ page }) => {
  await open(page, { review: "found" });
  const tick = (name: string) => page.getByRole("checkbox", { name });
  await expect(tick("Codeberg")).toBeChecked();
  await page.getByText("1 already here", { exact: true }).click();
  await expect(tick("Proton")).toBeDisabled();
  await expect(tick("Old router")).toBeDisabled();
  await expect(tick("GitHub")).not.toBeChecked();
  await expect(tick("GitHub")).toBeEnabled();
  await expect(page.getByText("The file still holds these secrets")).toBeVisible();
});

test("a_second_drop_adds_to_the_review_and_keeps_what_was_unticked", async ({ page }) => {
  await open(page, { review: "found" });
  await page.getByRole("checkbox", { name: "Codeberg" }).uncheck();
  await page.evaluate(() => tesseraTest.control("drop", "found"));
  await expect(page.getByRole("checkbox", { name: "Migadu" })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Codeberg" })).not.toBeChecked();
  await expect(page.getByText("holiday.jpg shows no QR code.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Add 2 accounts" })).toBeVisible();
});

test("a_whole_import_is_undone_with_one_press", async ({ page }) => {
  await open(page, { review: "found" });
  await page.getByRole("button", { name: "Add 2 accounts" }).click();
  await expect(toast(page)).toHaveText("2 accounts added");
  await page.keyboard.type("codeberg");
  await expect(row(page, "Codeberg")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "Codeberg")).toHaveCount(0);
});

test("a_picture_without_a_code_says_so_by_name", async ({ page }) => {
  await open(page, { clipboard: "holiday" });
  await paste(page, "");
  await expect(page.getByRole("dialog", { name: "No account found" })).toContainText("holiday.jpg shows no QR code.");
});

test("an_empty_clipboard_is_told", async ({ page }) => {
  await open(page, { clipboard: "nothing" });
  await paste(page, "");
  await expect(toast(page)).toContainText("The clipboard holds no picture or text");
});

test("a_secret_that_is_not_base32_is_refused_in_words_at_its_field", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Control+n");
  await page.getByLabel("Site or app").fill("Router");
  await page.getByLabel("Secret").fill("01890!");
  await page.getByRole("button", { name: "Add account" }).click();
  await expect(page.getByLabel("Secret")).toHaveAccessibleDescription(/other than A–Z and 2–7/);
  await expect(page.getByLabel("Secret")).toBeFocused();
});

test("an_edit_changes_the_row", async ({ page }) => {
  await open(page);
  await row(page, "Proton").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await page.getByLabel("Site or app").fill("Proton Mail");
  await page.getByRole("button", { name: "Servers" }).last().click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(row(page, "Proton Mail")).toBeVisible();
});

test("an_edit_that_is_saved_late_leaves_the_sheet_that_was_opened_since", async ({ page }) => {
  await open(page);
  const edit = async (name: string) => {
    await row(page, name).click({ button: "right" });
    await page.getByRole("menuitem", { name: "Edit" }).click();
  };
  await edit("Proton");
  await page.getByLabel("Site or app").fill("Proton Mail");
  const release = await hold(page, "edit_entry");
  await page.getByRole("button", { name: "Save" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await edit("Steam");
  const field = page.getByRole("dialog").getByRole("textbox", { name: "Account" });
  await field.fill("half typed");
  await release();
  await settled(page);
  await expect(field).toHaveValue("half typed");
  await page.keyboard.press("Escape");
  await expect(row(page, "Proton Mail")).toBeVisible();
});

test("what_was_removed_comes_back_or_goes_for_good_after_a_question", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Delete");
  await expect(toast(page)).toHaveText("GitHub removed");
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Recently removed" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: "Delete for good" }).click();
  await expect(sheet).toContainText("Delete GitHub for good?");
  await sheet.getByRole("button", { name: "Keep it" }).click();
  await sheet.getByRole("button", { name: "Restore" }).click();
  await expect(sheet).toContainText("Nothing was removed lately.");
  await sheet.getByRole("button", { name: "Close" }).click();
  await expect(row(page, "GitHub")).toBeVisible();
});

test("a_backup_is_saved_and_its_count_is_told", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Save a backup" }).click();
  await givePassword(page);
  await expect(toast(page)).toHaveText("Backup saved and checked: backup.tessera, 38 accounts");
});

test("a_backup_becomes_the_vault_at_the_first_run", async ({ page }) => {
  await open(page, { state: "absent" });
  await page.getByRole("button", { name: "Restore from a backup" }).click();
  await givePassword(page);
  await expect(toast(page)).toHaveText("38 accounts restored");
  await expect(rows(page).first()).toBeVisible();
});

test("the_theme_takes_effect_at_once", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Control+,");
  await page.getByLabel("Theme").selectOption("Dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByLabel("Theme").selectOption("As the system");
  await expect(page.locator("html")).not.toHaveAttribute("data-theme", /./);
});

test("work_shorter_than_300_ms_shows_no_progress_and_longer_work_does", async ({ page }) => {
  await page.clock.install();
  await open(page, { state: "locked", slow: 900 });
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.keyboard.type("pass");
  await page.keyboard.press("Enter");
  await page.clock.runFor(290);
  await expect(page.getByText("Unlocking")).toHaveCount(0);
  await page.clock.runFor(20);
  await expect(page.getByText("Unlocking")).toBeVisible();
  await page.clock.runFor(600);
  await expect(rows(page).first()).toBeVisible();
});

for (const [width, height] of [
  [320, 420],
  [400, 640],
  [1000, 700],
] as const) {
  test(`a_short_sheet_is_as_tall_as_what_is_in_it_at_${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("menuitem", { name: "Save a backup" }).click();
    const box = await page.getByRole("dialog").boundingBox();
    const last = await page.getByRole("dialog").getByRole("button").last().boundingBox();
    expect(box?.height).toBeLessThan(height * 0.8);
    // The space below the buttons is that of a margin.
    expect((box?.y ?? 0) + (box?.height ?? 0) - ((last?.y ?? 0) + (last?.height ?? 0))).toBeLessThan(32);
  });

  test(`a_long_sheet_fills_the_window_and_keeps_its_buttons_in_sight_at_${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page, { review: "many" });
    const box = await page.getByRole("dialog").boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
    expect(box?.height).toBeGreaterThan(height * 0.7);
    await expect(page.getByRole("button", { name: /^Add 7,144/ })).toBeInViewport({ ratio: 1 });
  });
}

test("an_account_shows_how_its_codes_are_made_and_takes_another_secret_for_the_password", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Control+e");
  await page.getByLabel("Account", { exact: true }).and(page.getByRole("textbox")).fill("kept while the other page is open");
  await page.getByText("Details").click();
  const details = page.getByRole("dialog").locator("dl");
  await expect(details).toContainText("SHA-1");
  await page.getByRole("button", { name: "Change the secret or its settings" }).click();
  await page.getByLabel("New secret").fill("GEZDGNBVGY3TQOJQ");
  await page.getByLabel("Digits").fill("8");
  await page.getByLabel("Password of this vault").fill("wrong");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Wrong password")).toBeVisible();
  await page.getByRole("button", { name: "Back", exact: true }).click();
  await expect(page.getByLabel("Account", { exact: true }).and(page.getByRole("textbox"))).toHaveValue("kept while the other page is open");
  await page.getByText("Details").click();
  await page.getByRole("button", { name: "Change the secret or its settings" }).click();
  await page.getByLabel("New secret").fill("GEZDGNBVGY3TQOJQ");
  await page.getByLabel("Digits").fill("8");
  await givePasswordIn(page);
  await expect(toast(page)).toContainText("makes its codes anew");
  await expect(page.getByLabel("Account", { exact: true }).and(page.getByRole("textbox"))).toHaveValue("kept while the other page is open");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("row").first().getByRole("img", { name: /^Code( \d){8}$/ })).toBeVisible();
  await page.locator("#toast").getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("row").first().getByRole("img", { name: /^Code( \d){6}$/ })).toBeVisible();
});

async function givePasswordIn(page: Page) {
  await page.getByLabel("Password of this vault").fill("pass");
  await page.keyboard.press("Enter");
}

test("the_counter_of_an_account_is_corrected_in_its_sheet", async ({ page }) => {
  await open(page);
  await page.keyboard.type("tape");
  await page.keyboard.press("Control+e");
  await page.getByLabel("Counter").fill("x");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Counter")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Counter").fill("41");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Control+e");
  await expect(page.getByLabel("Counter")).toHaveValue("41");
});

test("a_refused_code_is_shown_among_its_neighbours_with_what_to_try", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "The site refuses my code" }).click();
  const sheet = page.getByRole("dialog", { name: "The site refuses my code" });
  await expect(sheet.locator(".codes li")).toHaveCount(5);
  await expect(sheet.locator(".codes li .code")).toContainText([/\d/, /\d/, /\d/, /\d/, /\d/]);
  await expect(sheet.locator(".now")).toContainText("now");
  await expect(sheet).toContainText("30 seconds ago");
  await expect(sheet).toContainText("This computer says");
  await expect(sheet).toContainText("SHA-1");
});
