import { expect, type Page } from "@playwright/test";
import {
  control, finishSheet, givePassword, hold, lock, open, recoveryCode, recoveryGroups, row, rows, search, settled, test, toast, toTheCheck,
} from "./page";

const locked = (page: Page) => page.getByRole("heading", { name: "Tessera is locked" });
const sheet = (page: Page, name = "Your new recovery sheet") => page.getByRole("dialog", { name });
const code = (page: Page) => page.getByLabel("Recovery code");

async function settings(page: Page, button: string) {
  await page.keyboard.press("Control+,");
  await page.getByRole("dialog").getByRole("button", { name: button }).click();
}
async function recoverWith(page: Page, password: string) {
  await page.getByRole("button", { name: "Forgot the password?" }).click();
  await code(page).fill(await recoveryCode(page));
  await page.keyboard.press("Enter");
  await page.getByLabel("New password").fill(password);
  await page.getByLabel("Repeat the new one").fill(password);
  await page.keyboard.press("Enter");
}

test.describe("at the first run", () => {
  test.beforeEach(async ({ page }) => {
    await open(page, { state: "absent" });
    await page.getByLabel("Choose a password").fill("correct horse");
    await page.getByLabel("Repeat it").fill("correct horse");
    await page.keyboard.press("Enter");
  });

  test("the recovery sheet is shown, printed, and gone from the page when it is closed", async ({ page }) => {
    await page.getByRole("button", { name: "Make the sheet" }).click();
    await expect(sheet(page, "Your recovery sheet")).toBeVisible();
    const groups = await recoveryGroups(page);
    expect(groups).toHaveLength(7);
    for (const group of groups) await expect(sheet(page, "Your recovery sheet")).toContainText(group);

    await page.getByRole("button", { name: "Print", exact: true }).click();
    await expect.poll(() => page.evaluate(() => tesseraTest.told())).toContain("print_page");

    await page.keyboard.press("Escape");
    await expect(page.getByText("opens nothing yet, and is not shown again.")).toBeVisible();
    await page.getByRole("button", { name: "Go back" }).click();
    await finishSheet(page);
    await expect(toast(page)).toHaveText("Your recovery sheet opens the vault.");
    await expect(page.getByText("Drop a screenshot")).toBeVisible();
    expect(await page.content()).not.toContain(groups[0]);
    await expect(page.getByText("no recovery sheet yet")).toHaveCount(0);
  });

  test("it can wait, and is not nagged about at once", async ({ page }) => {
    await page.getByRole("button", { name: "Later" }).click();
    await expect(page.getByText("Drop a screenshot")).toBeVisible();
    await expect(page.getByText("no recovery sheet yet")).toHaveCount(0);
  });
});

test("whoever_says_no_to_the_question_before_a_recovery_sheet_is_back_at_the_password", async ({ page }) => {
  await open(page, { confirm: "refused" });
  await settings(page, "Make a new one");
  const before = await recoveryGroups(page);
  await givePassword(page);
  await settled(page);
  await expect(page.locator("input[type=password]:focus")).toBeVisible();
  await expect(sheet(page)).toHaveCount(0);
  expect(await recoveryGroups(page)).toEqual(before);
});

test("what_is_dropped_on_a_recovery_sheet_waits_until_the_sheet_is_put_away", async ({ page }) => {
  await open(page);
  await settings(page, "Make a new one");
  await givePassword(page);
  await expect(sheet(page)).toBeVisible();
  await control(page, "drop", "found");
  await expect(sheet(page)).toBeVisible();
  await finishSheet(page);
  await expect(page.getByRole("dialog", { name: "5 accounts found" })).toBeVisible();
});

test("a_lock_while_the_code_is_on_the_screen_leaves_the_old_sheet_and_a_bar_says_so", async ({ page }) => {
  await open(page);
  const old = await recoveryCode(page);
  await settings(page, "Make a new one");
  await givePassword(page);
  await expect(sheet(page)).toBeVisible();
  const loaded = page.waitForEvent("load");
  // The page may be gone before it has an answer.
  await control(page, "jump", 6 * 60).catch(() => null);
  await loaded;
  await expect(locked(page)).toBeVisible();
  await givePassword(page);
  await expect(page.getByText("The new recovery sheet was not finished. The old one still works.")).toBeVisible();
  await page.keyboard.press("Control+,");
  await expect(page.getByRole("dialog").getByText("was not finished")).toBeVisible();
  await expect(page.getByText("Made. It opens")).toHaveCount(0);

  await page.keyboard.press("Escape");
  await lock(page);
  await page.getByRole("button", { name: "Forgot the password?" }).click();
  await code(page).fill(old);
  await page.keyboard.press("Enter");
  await page.getByLabel("New password").fill("new words");
  await page.getByLabel("Repeat the new one").fill("new words");
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toBeVisible();
});

test("the_first_sheet_is_not_there_before_it_is_finished", async ({ page }) => {
  await open(page, { recovery: 0 });
  await page.getByRole("button", { name: "Make one" }).click();
  await givePassword(page);
  await expect(sheet(page, "Your recovery sheet")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Leave it" }).click();
  await expect(page.getByText("was not finished, and opens nothing yet")).toBeVisible();
  await expect(page.getByText("no recovery sheet yet")).toHaveCount(0);
  await page.keyboard.press("Control+,");
  await expect(page.getByText("Not finished. If you forget")).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Make one" }).click();
  await givePassword(page);
  await finishSheet(page);
  await expect(page.getByText("was not finished")).toHaveCount(0);
});

test("the_bar_about_an_unfinished_sheet_can_be_put_away", async ({ page }) => {
  await open(page);
  await settings(page, "Make a new one");
  await givePassword(page);
  await expect(sheet(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Leave it" }).click();
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(page.getByText("was not finished")).toHaveCount(0);
  await settled(page);
  await lock(page);
  await givePassword(page);
  await expect(row(page, "GitHub")).toBeVisible();
  await expect(page.getByText("was not finished")).toHaveCount(0);
});

test("a_bar_that_is_put_away_while_the_status_is_asked_for_stays_away", async ({ page }) => {
  await open(page);
  await settings(page, "Make a new one");
  await givePassword(page);
  await expect(sheet(page)).toBeVisible();
  await page.keyboard.press("Escape");
  const release = await hold(page, "status");
  await page.getByRole("button", { name: "Leave it" }).click();
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(page.getByText("was not finished")).toHaveCount(0);
  await release();
  await settled(page);
  await expect(page.getByText("was not finished")).toHaveCount(0);
});

test("two_groups_are_typed_back_by_keyboard_and_a_wrong_one_is_named_at_its_field", async ({ page }) => {
  await open(page);
  await settings(page, "Make a new one");
  await givePassword(page);
  await toTheCheck(page);
  const groups = await recoveryGroups(page);
  const fields = page.getByRole("dialog").getByRole("textbox");
  await expect(fields).toHaveCount(2);
  await expect(fields.first()).toBeFocused();
  const group = async (at: number) => {
    const label = await fields.nth(at).evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent ?? "");
    return groups[Number(label.replace(/\D/g, "")) - 1] ?? "";
  };
  const [first, second] = [await group(0), await group(1)];
  expect(first).not.toBe(second);

  await page.keyboard.type(first);
  await page.keyboard.press("Enter");
  await expect(fields.nth(1)).toBeFocused();
  await page.keyboard.type(first);
  await page.keyboard.press("Enter");
  await expect(fields.nth(1)).toHaveAccessibleDescription(/is not group/);
  await expect(fields.first()).not.toHaveAttribute("aria-invalid");
  await expect(fields.nth(1)).toBeFocused();

  // Back to the code, and what was typed is gone.
  await page.getByRole("button", { name: "Show the code" }).click();
  await expect(sheet(page)).toContainText(second);
  await toTheCheck(page);
  await expect(fields.first()).toHaveValue("");
  await page.keyboard.type(first.toLowerCase());
  await page.keyboard.press("Tab");
  await page.keyboard.type(`${second.slice(0, 2)} ${second.slice(2)}`);
  await page.keyboard.press("Enter");
  await expect(toast(page)).toContainText("Your new recovery sheet opens the vault.");
  expect(await page.content()).not.toContain(groups[0]);
});

test("escape_at_the_check_asks_and_goes_back_to_it", async ({ page }) => {
  await open(page);
  await settings(page, "Make a new one");
  await givePassword(page);
  await toTheCheck(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toContainText("Your old recovery sheet still opens the vault.");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Check the paper" })).toBeVisible();
});

test("on_paper_there_is_the_recovery_sheet_and_nothing_else", async ({ page }) => {
  await open(page, { theme: "dark" });
  await settings(page, "Make a new one");
  await givePassword(page);
  await expect(sheet(page)).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { name: "Where to keep it" })).toBeVisible();
  await expect(page.getByRole("button")).toHaveCount(0);
  await expect(search(page)).toHaveCount(0);
  await expect(page).toHaveTitle(/^tessera-recovery-\d{4}-\d\d-\d\d$/);
  const paper = page.locator(".paper");
  const colour = (what: string) => paper.evaluate((node, name) => getComputedStyle(node.closest("dialog") ?? node).getPropertyValue(name), what);
  expect(await colour("color")).toBe("rgb(0, 0, 0)");
  expect(await colour("background-color")).toBe("rgb(255, 255, 255)");
  // What an A4 page has between its margins, in CSS pixels.
  await page.setViewportSize({ width: 642, height: 971 });
  expect((await paper.boundingBox())?.height).toBeLessThan(971);
  // An engine that leaves less margin than it is asked for has the sheet in the middle all the same.
  await page.setViewportSize({ width: 748, height: 971 });
  const { x, width } = (await paper.boundingBox()) ?? { x: 0, width: 0 };
  expect(Math.abs(748 - x - width - x)).toBeLessThan(2);
});

test("a_list_without_a_recovery_sheet_leaves_the_paper_empty", async ({ page }) => {
  await open(page);
  await page.emulateMedia({ media: "print" });
  await expect(row(page, "GitHub")).toHaveCount(0);
});

test("the_nag_leads_to_a_sheet_and_can_be_put_away", async ({ page }) => {
  await open(page, { recovery: 0 });
  await page.getByRole("button", { name: "Make one" }).click();
  await expect(page.getByRole("dialog", { name: "Make a recovery sheet" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Make one" })).toBeFocused();
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(page.getByText("no recovery sheet yet")).toHaveCount(0);
});

test("the_keyring_opens_the_vault_at_the_start_without_a_key_pressed", async ({ page }) => {
  await open(page, { state: "locked", device: "on" });
  await expect(row(page, "GitHub")).toBeVisible();
});

test("after_a_lock_the_keyring_waits_to_be_asked", async ({ page }) => {
  await open(page, { device: "on" });
  await lock(page);
  await expect(locked(page)).toBeVisible();
  await page.getByRole("button", { name: "Unlock with this computer’s keyring" }).click();
  await expect(row(page, "GitHub")).toBeVisible();
});

for (const [device, told, again] of [
  ["locked", "keyring is locked", 1],
  ["missing", "No keyring answers", 0],
  ["emptied", "no longer holds", 0],
  ["changed", "does not open this vault", 0],
  ["slow", "did not answer in time", 1],
  ["due", "so that you do not forget it", 0],
] as const) {
  test(`a keyring that is ${device} says so once, and the password opens the vault`, async ({ page }) => {
    await open(page, { state: "locked", device });
    await expect(page.getByText(told)).toBeVisible();
    await expect(page.getByRole("button", { name: "keyring" })).toHaveCount(again);
    await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
    await givePassword(page);
    await expect(row(page, "GitHub")).toBeVisible();
  });
}

test("whoever_types_the_password_does_not_wait_for_the_keyring", async ({ page }) => {
  await page.clock.install();
  await open(page, { state: "locked", device: "slow" });
  await givePassword(page);
  await expect(row(page, "GitHub")).toBeVisible();
  await page.clock.runFor(5_000);
  await expect(row(page, "GitHub")).toBeVisible();
});

for (const [reason, told] of [
  ["suspend", "went to sleep"],
  ["screen", "with the screen"],
  ["hidden", "was hidden"],
  ["elsewhere", "command line"],
]) {
  test(`a lock by ${reason} says why`, async ({ page }) => {
    await open(page, { state: "locked", reason: reason ?? "" });
    await expect(page.getByText(told ?? "")).toBeVisible();
  });
}

test("a_recovery_code_is_grouped_while_it_is_typed_and_a_typo_is_named_by_its_group", async ({ page }) => {
  await open(page, { state: "locked" });
  await page.getByRole("button", { name: "Forgot the password?" }).click();
  await expect(code(page)).toBeFocused();
  const [first = "", second = ""] = await recoveryGroups(page);
  await page.keyboard.type(`${first.toLowerCase()}-${second}`);
  await expect(code(page)).toHaveValue(`${first} ${second}`);
  await expect(page.getByText("25 characters to go")).toBeVisible();

  await page.keyboard.press("Backspace");
  await page.keyboard.type(second.endsWith("7") ? "8" : "7");
  await expect(page.getByText("Group 2 has a typo")).toBeVisible();
  await page.keyboard.press("Enter");
  await page.keyboard.type(second);
  await expect(code(page)).toHaveValue(`${first} ${second}`);
  await expect(page.getByText("typo")).toHaveCount(0);

  await page.keyboard.press("Enter");
  await expect(page.getByText("25 characters are missing")).toBeVisible();
});

test("a_gap_between_groups_is_stepped_over_when_a_character_is_taken_away", async ({ page }) => {
  await open(page, { state: "locked" });
  await page.getByRole("button", { name: "Forgot the password?" }).click();
  await page.keyboard.type("abcde1");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Backspace");
  await expect(code(page)).toHaveValue("ABCD1");
  await page.keyboard.type("e");
  await expect(code(page)).toHaveValue("ABCDE 1");
});

test("a_forgotten_password_is_replaced_with_the_sheet_and_the_old_sheet_with_a_new_one", async ({ page }) => {
  await open(page, { state: "locked" });
  const before = await recoveryCode(page);
  await recoverWith(page, "new words");
  await expect(sheet(page)).toContainText("Your old sheet works until this one is finished.");
  await expect.poll(() => recoveryCode(page)).not.toBe(before);
  await finishSheet(page);
  await expect(toast(page)).toContainText("Your new recovery sheet opens the vault. Destroy the old one.");
  await expect(row(page, "GitHub")).toBeVisible();

  await lock(page);
  await givePassword(page, "pass");
  await expect(page.getByText("Wrong password")).toBeVisible();
  await givePassword(page, "new words");
  await expect(row(page, "GitHub")).toBeVisible();
});

test("a_code_of_an_older_sheet_is_refused_in_words_and_asked_for_again", async ({ page }) => {
  await open(page);
  const old = await recoveryCode(page);
  await settings(page, "Make a new one");
  await givePassword(page);
  await finishSheet(page);
  await lock(page);
  await page.getByRole("button", { name: "Forgot the password?" }).click();
  await code(page).fill(old);
  await page.keyboard.press("Enter");
  await page.getByLabel("New password").fill("a new heron");
  await page.getByLabel("Repeat the new one").fill("a new heron");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Use the newest sheet")).toBeVisible();
  await expect(code(page)).toBeFocused();
});

test("a_keyring_that_cannot_take_the_new_key_is_told_when_the_new_sheet_is_finished", async ({ page }) => {
  await open(page, { device: "locked" });
  await settings(page, "Change the password");
  await page.getByLabel("Password now").fill("pass");
  await page.getByLabel("New password").fill("a new heron");
  await page.getByLabel("Repeat the new one").fill("a new heron");
  await page.keyboard.press("Enter");
  await finishSheet(page);
  await expect(toast(page)).toContainText("Password changed.");
  await expect(toast(page)).toContainText("no longer unlocks this vault");
});

test("the_keyring_is_switched_on_and_off_with_the_password", async ({ page }) => {
  await open(page);
  const keyring = page.getByRole("checkbox", { name: "Unlock with this computer’s keyring" });
  await page.keyboard.press("Control+,");
  await keyring.click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(keyring).not.toBeChecked();
  await keyring.click();
  await givePassword(page, "wrong");
  await expect(page.getByText("Wrong password")).toBeVisible();
  await givePassword(page);
  await expect(toast(page)).toHaveText("This computer’s keyring now unlocks the vault.");
  await page.keyboard.press("Control+,");
  await expect(keyring).toBeChecked();
  await page.getByLabel("Ask for the password").selectOption("Never");
  await page.getByRole("dialog").press("Escape");
  await page.keyboard.press("Control+,");
  await expect(page.getByLabel("Ask for the password")).toHaveValue("Never");
});

test("a_recovery_sheet_is_removed_after_saying_what_that_means", async ({ page }) => {
  await open(page);
  await settings(page, "Remove");
  await expect(page.getByRole("dialog")).toContainText("nothing else opens the vault");
  await givePassword(page);
  await expect(toast(page)).toContainText("The paper opens nothing any more");
  await page.keyboard.press("Control+,");
  await expect(page.getByRole("button", { name: "Make the sheet" })).toBeVisible();
});

test("a_weak_vault_is_strengthened_with_consent", async ({ page }) => {
  await open(page, { recovery: 0 });
  await settings(page, "Strengthen");
  await givePassword(page);
  await expect(toast(page)).toHaveText("The vault is guarded as well as a new one.");
  await page.keyboard.press("Control+,");
  await expect(page.getByRole("button", { name: "Strengthen" })).toHaveCount(0);
});

test("the_shell_is_told_when_the_window_is_hidden", async ({ page }) => {
  await open(page);
  await expect(rows(page).first()).toBeVisible();
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect.poll(() => page.evaluate(() => tesseraTest.told())).toEqual(["hidden"]);
});

test("without_a_recovery_sheet_that_is_said_before_a_code_is_typed", async ({ page }) => {
  await open(page, { state: "locked", recovery: 0 });
  await page.getByRole("button", { name: "Forgot the password?" }).click();
  await expect(page.getByText("This vault has no recovery sheet.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Password" })).toBeVisible();
});

test("a_password_that_is_guessed_at_once_takes_a_second_press_and_a_good_one_does_not", async ({ page }) => {
  await open(page, { state: "absent" });
  await page.getByLabel("Choose a password").fill("abc");
  await page.getByLabel("Repeat it").fill("abc");
  await page.keyboard.press("Enter");
  await expect(page.getByText("This one is guessed at once.")).toBeVisible();
  await expect(page.getByLabel("Choose a password")).toBeFocused();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Make a recovery sheet" })).toBeVisible();
});
