import { expect, type Page } from "@playwright/test";
import { control, givePassword, OLD_PASSWORD, open, UNREADABLE_PASSWORD, row, rows, test, toast } from "./page";
import { refuse } from "./states";

const dialog = (page: Page) => page.getByRole("dialog");

async function backups(page: Page) {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Backups" }).click();
}
async function look(page: Page) {
  await page.getByRole("button", { name: "Look", exact: true }).click();
}
async function merge(page: Page, copy: string) {
  await dialog(page).getByRole("listitem").filter({ hasText: copy }).getByRole("button", { name: "Merge" }).click();
}

test("the_last_backup_is_told_with_its_count_and_each_copy_with_its_state", async ({ page }) => {
  await open(page);
  await backups(page);
  await expect(dialog(page)).toContainText("Last automatic backup 1 hour ago: 38 accounts, as they were before the last change.");
  const copies = dialog(page).getByRole("listitem");
  await expect(copies).toHaveText([/38 accounts\s*verified/, /38 accounts\s*verified/, /damaged/, /no account\s*empty/, /needs its password/, /no account\s*empty/]);
  await expect(copies.filter({ hasText: "damaged" }).getByRole("button")).toHaveCount(0);
});

test("a_copy_is_compared_before_anything_is_restored", async ({ page }) => {
  await open(page);
  await backups(page);
  await page.getByRole("button", { name: /yesterday/ }).click();
  await expect(dialog(page)).toContainText("Restoring all would bring back 1, change 2, and move 1 to the trash. 35 accounts stay as they are.");
  await expect(dialog(page)).toContainText("name and note");
  await page.getByRole("button", { name: "Restore all" }).click();
  await expect(toast(page)).toHaveText("4 accounts set back");
  await page.keyboard.type("framagit");
  await expect(row(page, "Framagit")).toBeVisible();
});

test("the_headline_is_the_newest_copy_after_every_save", async ({ page }) => {
  await open(page, { backups: "none", rows: 3 });
  const headline = dialog(page).locator("header p");
  const copies = dialog(page).getByRole("listitem");
  for (const [count, added] of [
    ["3 accounts", "Framagit"],
    ["4 accounts", "Codeberg"],
  ] as const) {
    await addByHand(page, added);
    await backups(page);
    await expect(copies.first()).toContainText(`just now · ${count}`);
    await expect(headline).toContainText(`Last automatic backup just now: ${count}`);
    await page.getByRole("button", { name: "Close" }).click();
    await page.keyboard.press("Control+,");
    await expect(dialog(page)).toContainText(`Last automatic backup just now: ${count}`);
    await page.keyboard.press("Escape");
  }
});

async function addByHand(page: Page, issuer: string) {
  await page.keyboard.press("Control+n");
  await page.getByLabel("Site or app").fill(issuer);
  await page.getByLabel("Secret").fill("JBSWY3DPEHPK3PXP");
  await page.keyboard.press("Enter");
  await expect(toast(page)).toContainText(issuer);
}

test("only_what_is_ticked_is_restored", async ({ page }) => {
  await open(page);
  await backups(page);
  await page.getByRole("button", { name: /yesterday/ }).click();
  const all = page.getByRole("checkbox", { name: "All" });
  await all.click();
  await expect(all).not.toBeChecked();
  await expect(page.getByRole("button", { name: "Restore selected" })).toBeDisabled();
  await page.getByRole("checkbox", { name: "Framagit" }).check();
  await page.getByRole("button", { name: "Restore selected" }).click();
  await expect(toast(page)).toHaveText("1 account set back");
  await page.keyboard.type("university");
  await expect(row(page, "University VPN")).toBeVisible();
});

test("a_copy_under_an_old_password_asks_for_it", async ({ page }) => {
  await open(page);
  await backups(page);
  await page.getByRole("button", { name: /12 days ago.*needs its password/ }).click();
  await givePassword(page, "wrong");
  await expect(page.getByText("Wrong password")).toBeVisible();
  await givePassword(page, OLD_PASSWORD);
  await page.getByRole("button", { name: "Restore all" }).click();
  await expect(toast(page)).toContainText("set back");
});

test("a_copy_that_holds_the_same_offers_nothing_to_restore", async ({ page }) => {
  await open(page);
  await backups(page);
  await page.getByRole("button", { name: /1 hour ago/ }).click();
  await expect(dialog(page)).toContainText("There is nothing to restore.");
  await expect(page.getByRole("button", { name: /Restore/ })).toHaveCount(0);
});

test("a_second_folder_is_chosen_and_forgotten", async ({ page }) => {
  await open(page);
  await backups(page);
  await page.getByRole("button", { name: "Choose a folder" }).click();
  await expect(dialog(page)).toContainText("A copy goes to “Tessera copies” as well.");
  await page.getByRole("button", { name: "Forget it" }).click();
  await expect(page.getByRole("button", { name: "Choose a folder" })).toBeVisible();
});

test("trouble_with_backups_is_told_above_the_list_and_leads_to_them", async ({ page }) => {
  await open(page, { trouble: "stale" });
  await expect(page.getByText("No copy in the second folder for 9 days.")).toBeVisible();
  await look(page);
  await expect(dialog(page)).toContainText("Check that its disk is there and not full.");
});

test("a_damaged_vault_says_what_is_damaged_and_goes_back_to_a_copy_that_opens", async ({ page }) => {
  await open(page, { state: "damaged" });
  await givePassword(page);
  await expect(page.getByText("The part that holds the accounts cannot be read.")).toBeVisible();
  await expect(page.getByText("The damaged file is kept.")).toBeVisible();
  // What was typed for the vault is tried on every copy.
  await expect(page.getByRole("listitem")).toHaveText([/38 accounts\s*verified/, /38 accounts\s*verified/, /another password/]);
  await page.getByRole("button", { name: /yesterday/ }).click();
  await givePassword(page);
  await expect(rows(page).first()).toBeVisible();
});

test("copies_left_by_a_sync_program_are_merged_one_by_one_and_each_result_is_told", async ({ page }) => {
  await open(page, { conflicts: 2 });
  await expect(page.getByText("2 copies left by a sync program.")).toBeVisible();
  await look(page);
  await merge(page, "sync-conflict");
  await expect(dialog(page)).toContainText("1 account was added. 2 accounts were changed. 1 account was kept twice, as the secrets differ.");

  // The second was saved under another password.
  await page.getByRole("button", { name: "Merge" }).click();
  await givePassword(page, OLD_PASSWORD);
  await expect(dialog(page)).toContainText("both held the same");
  await expect(dialog(page)).toContainText("All copies are merged.");
  await page.getByRole("button", { name: "Close" }).click();
  await expect(page.getByText("sync program")).toHaveCount(0);
  await page.keyboard.type("framagit");
  await expect(row(page, "Framagit")).toBeVisible();
});

test("a_copy_of_another_vault_is_left_where_it_is", async ({ page }) => {
  await open(page, { conflicts: 3 });
  // Only in the moment between the list and the press can another vault come into the place of a copy.
  await refuse(page, "merge_conflict", { code: "other_vault" });
  await look(page);
  await merge(page, "sync-conflict");
  await expect(dialog(page)).toContainText("This is a copy of another vault and cannot be merged.");
  await expect(page.getByRole("button", { name: "Merge" })).toHaveCount(3);
});

test("what_cannot_be_read_is_listed_and_saved_behind_the_password", async ({ page }) => {
  await open(page, { unreadable: 1 });
  await look(page);
  await expect(dialog(page).getByRole("listitem")).toHaveText([/Its name cannot be read\s*608 bytes/]);
  await page.getByRole("button", { name: "Save to a file" }).click();
  await givePassword(page, UNREADABLE_PASSWORD);
  await expect(toast(page)).toContainText("Saved as unreadable-entries.json. It holds secrets");
});

test("what_cannot_be_read_stays_in_reach_when_its_bar_was_put_away", async ({ page }) => {
  await open(page, { unreadable: 1 });
  await page.locator(".bar", { hasText: "cannot be read" }).getByRole("button", { name: "Not now" }).click();
  await expect(page.getByText("cannot be read")).toHaveCount(0);
  await page.keyboard.press("Control+,");
  await look(page);
  await expect(page.getByRole("dialog", { name: "1 account cannot be read" })).toBeVisible();
});

test("a_notice_is_told_as_a_sentence_and_stays_long_enough_to_be_read", async ({ page }) => {
  await page.clock.install();
  await open(page);
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.evaluate(() => tesseraTest.emit({ name: "notice", payload: { code: "merged", params: { added: 2, changed: 1, removed: 0, kept_both: 0 } } }));
  await expect(toast(page)).toHaveText("Changed elsewhere: 2 accounts added. 1 account changed.");
  await page.clock.runFor(4_500);
  await expect(toast(page)).toHaveCount(1);
  await page.clock.runFor(5_000);
  await expect(toast(page)).toHaveCount(0);
});

test("when_the_shell_says_so_the_status_is_asked_again", async ({ page }) => {
  await open(page);
  await control(page, "conflicts", 1);
  await expect(page.getByText("1 copy left by a sync program.")).toBeVisible();
});
