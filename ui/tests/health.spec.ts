import { expect, type Page } from "@playwright/test";
import { control, open, paste, row, rows, test } from "./page";

const sheet = (page: Page) => page.getByRole("dialog", { name: "Is everything in order?" });
const line = (page: Page, text: string) => sheet(page).locator(".line", { hasText: text });

async function look(page: Page) {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Is everything in order?" }).click();
  await expect(sheet(page)).toContainText("In order:");
}

/** Two accounts of one secret, which is an example of a manual. */
async function addTwins(page: Page) {
  await paste(page, ["Old site", "New site"].map((name) => `otpauth://totp/${encodeURIComponent(name)}:ada?secret=JBSWY3DPEHPK3PXP`).join("\n"));
  const review = page.getByRole("dialog");
  await review.getByRole("button", { name: /^Add/ }).click();
  await expect(row(page, "Old site")).toBeVisible();
  await expect(review).toHaveCount(0);
}

test("a_doubtful_clock_is_said_above_the_list_until_it_is_put_away", async ({ page }) => {
  await open(page, { clock: "off" });
  const bar = page.getByText("The clock may be wrong.");
  await expect(bar).toBeVisible();
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(bar).toHaveCount(0);
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "The site refuses my code" }).click();
  await expect(page.getByRole("dialog")).toContainText("Nothing sets it over the network");
});

test("a_clock_that_is_right_again_is_no_longer_in_doubt", async ({ page }) => {
  await open(page, { clock: "awaited" });
  await expect(page.getByText("The clock may be wrong.")).toBeVisible();
  await look(page);
  await expect(line(page, "was not compared over the network yet")).toBeVisible();
  await control(page, "clock", "kept");
  await line(page, "was not compared").getByRole("button", { name: "Look again" }).click();
  await expect(line(page, "was not compared")).toHaveCount(0);
  await expect(sheet(page)).toContainText(/In order:.*clock/);
  await page.keyboard.press("Escape");
  await expect(page.getByText("The clock may be wrong.")).toHaveCount(0);
});

test("the_list_shows_the_accounts_of_a_line_and_then_all_again", async ({ page }) => {
  await open(page);
  const all = await rows(page).count();
  await addTwins(page);
  await page.keyboard.type("git");
  await look(page);
  await expect(line(page, "1 secret is there more than once.")).toContainText("Old site, New site");
  await line(page, "have a secret that can be guessed").getByRole("button", { name: "Show them" }).click();
  await expect(sheet(page)).toHaveCount(0);
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByText("Only 2 accounts are shown.")).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(page.getByText("Only 2 accounts are shown.")).toHaveCount(0);
  await expect.poll(() => rows(page).count()).toBeGreaterThanOrEqual(all);
  await look(page);
  await line(page, "have a secret that can be guessed").getByRole("button", { name: "Show them" }).click();
  await expect(rows(page)).toHaveCount(2);
  await page.keyboard.press("Escape");
  await expect(page.getByText("Only 2 accounts are shown.")).toHaveCount(0);
});

test("each_line_leads_to_what_mends_it", async ({ page }) => {
  await open(page, { recovery: 0 });
  await look(page);
  await line(page, "There is no recovery sheet.").getByRole("button").click();
  await expect(page.getByRole("dialog", { name: "Make a recovery sheet" })).toBeVisible();
  await page.keyboard.press("Escape");
  await look(page);
  await line(page, "All backups lie beside the vault.").getByRole("button").click();
  await expect(page.getByRole("dialog", { name: "Backups" })).toBeVisible();
  await page.keyboard.press("Escape");
  await look(page);
  await line(page, "Other programs can take pictures").getByRole("button", { name: "Hide codes" }).click();
  await expect(line(page, "Other programs can take pictures").getByRole("button")).toHaveCount(0);
});

test("the_settings_lead_there_too", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Control+,");
  await page.getByRole("button", { name: "Look through" }).click();
  await expect(sheet(page)).toContainText("To look at");
});

test("accounts_of_one_secret_are_made_one_under_the_name_that_is_chosen_and_that_is_undone", async ({ page }) => {
  await open(page);
  await addTwins(page);
  await look(page);
  await line(page, "1 secret is there more than once.").getByRole("button", { name: "Merge them" }).click();
  const twins = page.getByRole("dialog", { name: "Accounts with the same codes" });
  await twins.getByRole("radio", { name: "New site" }).check();
  await twins.getByRole("button", { name: "Make one account" }).click();
  await expect(twins).toHaveCount(0);
  await expect(row(page, "New site")).toBeVisible();
  await expect(row(page, "Old site")).toHaveCount(0);
  await page.locator("#toast").getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "Old site")).toBeVisible();
});
