import { expect, type Page } from "@playwright/test";
import { control, givePassword, lock, open, row, rows, test, toast } from "./page";

const NEW = "another one";
const bar = (page: Page) => page.getByText("was changed elsewhere. Nothing is saved until you type it.");
const asked = (page: Page) => page.getByRole("dialog", { name: "The password was changed" });

test("a_password_that_is_changed_elsewhere_is_asked_for_above_the_form_that_could_not_be_saved", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Control+n");
  const form = page.getByRole("dialog", { name: "Add an account" });
  await form.getByLabel("Site or app").fill("Framagit");
  await form.getByLabel("Secret").fill("JBSWY3DPEHPK3PXP");
  await control(page, "password", NEW);
  await page.keyboard.press("Enter");
  await expect(form).toContainText("Nothing was saved: the password, or another way in, was changed elsewhere.");
  await form.getByRole("button", { name: "Type it" }).click();
  await givePassword(page);
  await expect(asked(page)).toContainText("Wrong password");
  await givePassword(page, NEW);
  await expect(asked(page)).toHaveCount(0);
  await expect(bar(page)).toHaveCount(0);

  // The form is as it was, and is saved by its own button.
  await expect(form.getByLabel("Site or app")).toHaveValue("Framagit");
  await form.getByRole("button", { name: "Add account" }).click();
  await expect(toast(page)).toContainText("Framagit");
  await lock(page);
  await givePassword(page, NEW);
  await expect(rows(page).first()).toBeVisible();
  await page.keyboard.type("framagit");
  await expect(row(page, "Framagit")).toBeVisible();
});

test("it_is_told_above_the_list_without_a_save_and_the_accounts_stay", async ({ page }) => {
  await open(page);
  await control(page, "password", NEW);
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await expect(bar(page)).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
  await page.getByRole("button", { name: "Type it" }).click();
  await page.keyboard.press("Escape");
  await expect(asked(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Type it" }).click();
  await givePassword(page, NEW);
  await expect(bar(page)).toHaveCount(0);
});

test("a_locked_window_says_that_the_password_was_changed_where_it_was", async ({ page }) => {
  await open(page);
  await lock(page);
  await givePassword(page, "wrong");
  await expect(page.getByText("Wrong password")).toBeVisible();
  await control(page, "password", NEW);
  await givePassword(page);
  await expect(page.getByText("was changed on another computer or by tessera-cli")).toBeVisible();
  await givePassword(page, NEW);
  await expect(rows(page).first()).toBeVisible();
});
