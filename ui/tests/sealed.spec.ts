import { expect, type Page } from "@playwright/test";
import { control, givePassword, open, row, test, toast } from "./page";

const sheet = (page: Page) => page.getByRole("dialog");
const field = (page: Page, name: string) => page.getByLabel(`Password of ${name}`);
const AEGIS = "aegis-export-20261122.json";

test("an_encrypted_file_asks_for_its_password_and_then_shows_what_is_in_it", async ({ page }) => {
  await open(page, { review: "locked" });
  await expect(page.getByRole("dialog", { name: "The file is encrypted" })).toContainText("Aegis backup: enter its password");
  await expect(field(page, AEGIS)).toBeFocused();
  await page.keyboard.type("pass");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "2 accounts found" })).toContainText(`in ${AEGIS}`);
  await expect(field(page, AEGIS)).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Add 1 account" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(toast(page)).toHaveText("1 account added");
  await page.keyboard.type("aegis");
  await expect(row(page, "Aegis site")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "Aegis site")).toHaveCount(0);
});

test("a_wrong_password_is_said_at_its_field_and_the_next_one_may_do", async ({ page }) => {
  await open(page, { review: "sealed" });
  await givePassword(page, "wrong");
  await expect(field(page, AEGIS)).toHaveAccessibleDescription("Wrong password. Check caps lock and try again.");
  await expect(field(page, AEGIS)).toBeFocused();
  await expect(field(page, AEGIS)).toHaveValue("");
  await expect(field(page, "backup.tessera")).toHaveAccessibleDescription("");
  await page.keyboard.type("pass");
  await expect(field(page, AEGIS)).toHaveAccessibleDescription("");
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toContainText("Aegis site");
});

test("a_damaged_file_says_so_where_its_password_was_typed_and_asks_no_more", async ({ page }) => {
  await open(page, { review: "damaged" });
  await givePassword(page);
  await expect(sheet(page).getByRole("status").filter({ hasText: `${AEGIS} is damaged.` })).toBeVisible();
  await expect(field(page, AEGIS)).toHaveCount(0);
  await expect(sheet(page).getByText("is damaged")).toHaveCount(1);
  await expect(field(page, "Ada.kdbx")).toBeFocused();
});

test("several_files_open_one_after_another_by_keyboard_alone", async ({ page }) => {
  await open(page, { review: "sealed" });
  await expect(page.getByRole("dialog", { name: "3 files are encrypted" })).toBeVisible();
  for (const name of [AEGIS, "2fas-backup.2fas", "backup.tessera"]) {
    await expect(field(page, name)).toBeFocused();
    await page.keyboard.type("pass");
    await page.keyboard.press("Enter");
    await expect(field(page, name)).toHaveCount(0);
    if (name === AEGIS) await expect(sheet(page)).toContainText("2 files are not open yet. What is in them is not added.");
  }
  await expect(sheet(page)).not.toContainText("not open yet");
  await expect(page.getByRole("button", { name: "Add 2 accounts" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(toast(page)).toHaveText("2 accounts added");
});

test("what_only_a_password_tells_is_asked_for_as_a_guess", async ({ page }) => {
  await open(page, { review: "noise" });
  const guess = page.getByRole("group", { name: "Not a picture. If it is an encrypted andOTP backup, enter its password" });
  await guess.getByLabel("Password of").fill("wrong");
  await guess.getByRole("button", { name: "Open" }).click();
  await expect(guess).toContainText("This password does not open it, or it is no andOTP backup.");
});

test("a_keepass_database_may_need_a_key_file_beside_its_password", async ({ page }) => {
  await open(page, { review: "keepass" });
  await givePassword(page, "wrong");
  await expect(sheet(page)).toContainText("Wrong password, or a key file is missing. Try again.");
  await page.getByRole("button", { name: "Choose a key file for Ada.kdbx" }).click();
  await expect(sheet(page)).toContainText("Key file: Ada.keyx");
  await expect(field(page, "Ada.kdbx")).toBeFocused();
  await givePassword(page, "one");
  await expect(page.getByRole("dialog", { name: "1 account found" })).toContainText("1 item without a code was left out.");
});

test("a_key_file_can_be_taken_back", async ({ page }) => {
  await open(page, { review: "keepass" });
  await page.getByRole("button", { name: "Choose a key file for Ada.kdbx" }).click();
  await expect(sheet(page)).toContainText("Key file: Ada.keyx");
  await page.getByRole("button", { name: "Remove the key file of Ada.kdbx" }).click();
  await expect(sheet(page)).not.toContainText("Ada.keyx");
  await expect(field(page, "Ada.kdbx")).toBeFocused();
});

test("a_file_that_does_not_open_takes_no_focus_from_the_password_of_another", async ({ page }) => {
  await open(page, { review: "sealed", slow: 200 });
  await givePassword(page, "wrong");
  await field(page, "2fas-backup.2fas").focus();
  await page.keyboard.type("pa");
  await expect(field(page, AEGIS)).toHaveAccessibleDescription(/^Wrong password/);
  await page.keyboard.type("ss");
  await expect(field(page, "2fas-backup.2fas")).toHaveValue("pass");
});

test("an_empty_password_is_not_sent", async ({ page }) => {
  await open(page, { review: "locked" });
  await page.getByRole("button", { name: `Open ${AEGIS}` }).click();
  await expect(field(page, AEGIS)).toBeFocused();
  await expect(page.getByRole("dialog", { name: "The file is encrypted" })).toBeVisible();
});

test("opening_shorter_than_300_ms_shows_nothing_and_longer_can_be_cancelled", async ({ page }) => {
  await page.clock.install();
  await open(page, { review: "endless" });
  await page.clock.pauseAt(Date.now() + 60_000);
  await expect(field(page, "slow.kdbx")).toBeFocused();
  await page.keyboard.type("pass");
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toContainText("Opening this file takes about");
  await page.keyboard.press("Enter");
  await page.clock.runFor(290);
  await expect(page.getByRole("button", { name: "Stop opening" })).toHaveCount(0);
  await page.clock.runFor(60);
  await expect(sheet(page)).toContainText("Opening it. This may take a while.");
  await page.getByRole("button", { name: "Stop opening slow.kdbx" }).click();
  await expect(page.getByRole("button", { name: "Open slow.kdbx", exact: true })).toBeVisible();
  await expect(field(page, "slow.kdbx")).toBeFocused();
  await page.clock.runFor(6_000);
  await expect(page.getByRole("dialog", { name: "The file is encrypted" })).toBeVisible();
});

test("what_takes_long_is_asked_before_while_the_password_waits_in_its_field", async ({ page }) => {
  await open(page, { review: "endless" });
  await givePassword(page);
  const slow = field(page, "slow.kdbx");
  await expect(slow).toHaveAccessibleDescription(/^Opening this file takes about \d+ s\.$/);
  await expect(slow).toHaveValue("pass");
  await expect(slow).toBeFocused();
  await page.getByRole("button", { name: "Do not open slow.kdbx" }).click();
  await expect(slow).toHaveAccessibleDescription("");
  await expect(slow).toHaveValue("");
  await expect(slow).toBeFocused();

  await givePassword(page);
  await expect(slow).toHaveAccessibleDescription(/^Opening/);
  await page.keyboard.type("w");
  await expect(slow).toHaveAccessibleDescription("");
  await page.keyboard.press("Enter");
  await expect(slow).toHaveAccessibleDescription(/^Opening/);
  await page.getByRole("button", { name: "Open slow.kdbx", exact: true }).click();
  await page.getByRole("button", { name: "Stop opening slow.kdbx" }).click();
  await expect(slow).toHaveValue("");
  await expect(page.getByRole("button", { name: "Open slow.kdbx", exact: true })).toBeVisible();
});

test("a_file_dropped_meanwhile_joins_and_what_is_typed_stays", async ({ page }) => {
  await open(page, { review: "locked" });
  await expect(field(page, AEGIS)).toBeFocused();
  await page.keyboard.type("pass");
  await control(page, "drop", "keepass");
  await expect(page.getByRole("dialog", { name: "2 files are encrypted" })).toBeVisible();
  await expect(field(page, AEGIS)).toBeFocused();
  await expect(field(page, AEGIS)).toHaveValue("pass");
});

test("what_an_app_had_lost_is_said_of_its_file", async ({ page }) => {
  await open(page, { review: "remarks" });
  await expect(sheet(page)).toContainText("winauth.txt: WinAuth files do not carry the algorithm: 2 accounts may give wrong codes.");
  await expect(sheet(page)).toContainText("bitwarden.json: 2 items without a code were left out.");
});

test("what_was_in_the_trash_of_another_app_comes_into_ours_and_that_is_said", async ({ page }) => {
  await open(page, { review: "remarks" });
  await expect(sheet(page).getByRole("listitem").filter({ hasText: "Old forum" })).toContainText("goes to the trash");
  await page.getByRole("button", { name: "Add 3 accounts" }).click();
  await expect(toast(page)).toContainText("3 accounts added, 1 of them to the trash");
});

test("ten_thousand_accounts_are_there_at_once_and_only_those_near_the_view_are_drawn", async ({ page }) => {
  await open(page);
  await control(page, "drop", "many");
  await expect(page.getByRole("dialog", { name: "10,000 accounts found" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Add 7,144 accounts" })).toBeFocused();
  expect(await sheet(page).getByRole("listitem").count()).toBeLessThan(200);
  await expect(sheet(page).getByRole("listitem").first()).toHaveAttribute("aria-setsize", "8572");

  const body = sheet(page).locator(".body");
  await body.evaluate((element) => (element.scrollTop = element.scrollHeight));
  await expect(sheet(page).getByText("Site 9995")).toBeInViewport();
  await expect(sheet(page).getByText("1,428 already here", { exact: true })).toBeInViewport();
  await expect(sheet(page).getByText("Site 1", { exact: true })).toHaveCount(0);
  expect(await sheet(page).getByRole("listitem").count()).toBeLessThan(200);
});

test("a_long_review_is_walked_through_by_keyboard_and_keeps_what_was_unticked", async ({ page }) => {
  await open(page, { review: "many" });
  await sheet(page).getByRole("checkbox", { name: /^Site 1 / }).focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Add 7,143 accounts" })).toBeVisible();
  for (let i = 0; i < 60; i++) await page.keyboard.press("Tab");
  const name = await page.evaluate(() => document.activeElement?.closest("label")?.querySelector(".name")?.textContent);
  expect(Number(name?.replace("Site ", ""))).toBeGreaterThan(80);
  await expect(sheet(page).getByText(name ?? "", { exact: true })).toBeInViewport();
  const body = sheet(page).locator(".body");
  await body.evaluate((element) => (element.scrollTop = 100_000));
  await body.evaluate((element) => (element.scrollTop = 0));
  await expect(sheet(page).getByRole("checkbox", { name: /^Site 1 / })).not.toBeChecked();
  await page.getByRole("button", { name: "Add 7,143 accounts" }).click();
  await expect(toast(page)).toHaveText("7,143 accounts added");
});
