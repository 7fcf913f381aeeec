import { expect } from "@playwright/test";
import { lock, open, paste, recoveryGroups, row, rows, search, test, toast } from "./page";

test("a_vault_is_made_filled_searched_copied_from_and_locked_without_the_mouse", async ({ page }) => {
  const { keyboard } = page;
  await open(page, { state: "absent" });
  await keyboard.type("correct horse battery");
  await expect(page.getByText("Time to guess")).toBeVisible();
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.type("correct horse battery");
  await keyboard.press("Enter");

  await expect(page.getByRole("button", { name: "Make the sheet" })).toBeFocused();
  await keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Print", exact: true })).toBeFocused();
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  const groups = await recoveryGroups(page);
  for (const nth of [0, 1]) {
    const field = page.getByRole("textbox", { name: /^Group \d$/ }).nth(nth);
    await expect(field).toBeFocused();
    const label = await field.evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent ?? "");
    await keyboard.type(groups[Number(label.slice(-1)) - 1] ?? "");
    await keyboard.press("Enter");
  }
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await expect(page.getByText("Drop a screenshot")).toBeVisible();
  await keyboard.press("Control+n");
  await expect(page.getByLabel("Site or app")).toBeFocused();
  await keyboard.type("Codeberg");
  await keyboard.press("Tab");
  await keyboard.type("ada");
  await keyboard.press("Tab");
  await keyboard.type("JBSWY3DPEHPK3PXP");
  await keyboard.press("Enter");
  await expect(toast(page)).toHaveText("Codeberg added");

  await keyboard.type("berg");
  await expect(search(page)).toHaveValue("berg");
  await expect(rows(page)).toHaveCount(1);
  await keyboard.press("Enter");
  await expect(toast(page)).toHaveText("Codeberg copied · clears in 30 s");

  await lock(page);
  await expect(page.getByRole("heading", { name: "Tessera is locked" })).toBeVisible();
  await expect(page.getByText("Codeberg")).toHaveCount(0);
  await keyboard.type("wrong");
  await keyboard.press("Enter");
  await expect(page.getByText("Wrong password")).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  await keyboard.type("correct horse battery");
  await keyboard.press("Enter");
  await expect(row(page, "Codeberg, ada")).toBeVisible();
});

test("what_was_just_added_is_in_sight_chosen_and_copied_by_enter", async ({ page }) => {
  await open(page);
  await page.keyboard.type("git");
  // By mouse, so that the focus was elsewhere before.
  await page.getByRole("button", { name: "Add an account" }).click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+n");
  await page.getByLabel("Site or app").fill("Codeberg");
  await page.getByLabel("Secret").fill("JBSWY3DPEHPK3PXP");
  await page.keyboard.press("Enter");
  await expect(row(page, "Codeberg")).toHaveAttribute("aria-selected", "true");
  await expect(row(page, "Codeberg")).toBeInViewport({ ratio: 1 });
  await expect(search(page)).toBeFocused();
  await expect(search(page)).toHaveValue("");
  await page.keyboard.press("Enter");
  await expect(toast(page)).toContainText("Codeberg copied");
});

test("two_passwords_that_differ_make_no_vault", async ({ page }) => {
  await open(page, { state: "absent" });
  await page.getByLabel("Choose a password").fill("one");
  await page.getByLabel("Repeat it").fill("two");
  await page.getByRole("button", { name: "Create the vault" }).click();
  await expect(page.getByText("The two passwords differ")).toBeVisible();
});

test("a_digit_is_searched_for_and_alt_with_a_digit_copies_the_nth_match", async ({ page }) => {
  await open(page);
  await page.keyboard.type("1pass");
  await expect(search(page)).toHaveValue("1pass");
  await expect(toast(page)).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Alt+2");
  await expect(toast(page)).toContainText("Proton copied");
  await page.keyboard.type("git");
  await page.keyboard.press("Alt+2");
  await expect(toast(page)).toContainText("GitLab copied");
  await expect(search(page)).toHaveValue("git");
});

test("a_toast_names_the_account_where_two_have_one_issuer", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Enter");
  await expect(toast(page)).toContainText("GitHub copied");
  await page.keyboard.press("Control+n");
  await page.getByLabel("Site or app").fill("GitHub");
  await page.getByRole("textbox", { name: "Account" }).fill("work");
  await page.getByLabel("Secret").fill("JBSWY3DPEHPK3PXP");
  await page.keyboard.press("Enter");
  await expect(row(page, "GitHub, work")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(toast(page)).toContainText("GitHub (work) copied");
});

test("enter_without_a_password_says_what_to_do", async ({ page }) => {
  await open(page, { state: "locked" });
  await page.keyboard.press("Enter");
  await expect(page.getByText("Type the password of the vault.")).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
});

test("arrows_move_the_selection_and_escape_clears_the_search", async ({ page }) => {
  await open(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(row(page, "Amazon")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.type("proton");
  await page.keyboard.press("Escape");
  await expect(search(page)).toHaveValue("");
  await page.keyboard.press("End");
  await expect(row(page, "Zürich")).toHaveAttribute("aria-selected", "true");
  await expect(row(page, "Zürich")).toBeInViewport({ ratio: 1 });
});

test("removing_can_be_undone_from_the_toast", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Delete");
  await expect(toast(page)).toHaveText("GitHub removed");
  await expect(row(page, "GitHub")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "GitHub")).toBeVisible();
});

test("ctrl_z_undoes_step_by_step_also_when_the_offer_is_gone", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Delete");
  await expect(row(page, "GitHub")).toHaveCount(0);
  await page.keyboard.press("Delete");
  await expect(row(page, "Proton")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(toast(page)).toContainText("copied");
  await page.keyboard.press("Control+z");
  await expect(toast(page)).toHaveText("Undone");
  await expect(row(page, "Proton")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(row(page, "GitHub")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(toast(page)).toHaveText("Nothing was changed since the vault was opened");
  await page.getByRole("button", { name: "Older versions" }).click();
  await expect(page.getByRole("dialog", { name: "Backups" })).toBeVisible();
});

test("ctrl_c_copies_the_chosen_code_and_ctrl_f_goes_back_to_the_search", async ({ page }) => {
  await open(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Control+c");
  await expect(toast(page)).toContainText("Proton copied");
  await page.getByRole("button", { name: "Menu" }).focus();
  await page.keyboard.press("Control+f");
  await expect(search(page)).toBeFocused();
});

test("letters_of_shortcuts_work_by_place_on_a_cyrillic_layout", async ({ page }) => {
  await open(page);
  const cyrillic = (key: string, code: string) =>
    page.evaluate(
      ([key, code]) => document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: key as string, code: code as string, ctrlKey: true, bubbles: true })),
      [key, code],
    );
  await cyrillic("т", "KeyN");
  await expect(page.getByRole("dialog")).toBeVisible();
  const loaded = page.waitForEvent("load");
  await cyrillic("д", "KeyL");
  await loaded;
  await expect(page.getByLabel("Password", { exact: true })).toBeVisible();
});

test("a_sheet_keeps_the_focus_and_gives_it_back", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Control+e");
  for (let i = 0; i < 25; i++) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null)).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(search(page)).toBeFocused();
});

test("locking_works_from_within_a_sheet_and_leaves_nothing_of_it", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Control+e");
  await expect(page.getByRole("dialog")).toBeVisible();
  await lock(page);
  await expect(page.getByRole("heading", { name: "Tessera is locked" })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("GitHub")).toHaveCount(0);
});

test("a_menu_closes_with_escape_and_gives_the_focus_back", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menuitem", { name: "Copy" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Edit" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(search(page)).toBeFocused();
});

test("space_shows_a_hidden_code_and_hides_it_again", async ({ page }) => {
  await open(page, { hide: 1 });
  await expect(row(page, "GitHub").getByRole("img", { name: "Code hidden" })).toBeVisible();
  expect(await page.evaluate(() => tesseraTest.shown())).toEqual([]);
  await page.keyboard.press(" ");
  await expect(row(page, "GitHub").getByRole("img", { name: /^Code \d/ })).toBeVisible();
  await expect.poll(() => page.evaluate(() => tesseraTest.shown())).toEqual(["GitHub"]);
  await page.keyboard.press(" ");
  await expect(row(page, "GitHub").getByRole("img", { name: "Code hidden" })).toBeVisible();
});

test("pasting_goes_to_the_review_unless_a_search_is_typed", async ({ page }) => {
  await open(page);
  await paste(page, "");
  await expect(page.getByRole("dialog", { name: "5 accounts found" })).toBeVisible();
});
