/** Recovery codes of a site, and what an account was before. */
import { expect, type Page } from "@playwright/test";
import { keepCodes, open, openCodes, row, rows, test, toast, visit, SCREENS } from "./page";

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const screen = (name: string) => {
  const found = SCREENS.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
};

test("codes_are_taken_out_of_the_whole_text_of_a_site_and_that_is_undone", async ({ page }) => {
  await open(page);
  await openCodes(page);
  await keepCodes(page);
  await expect(page.getByText("1 line or part of one is no code and was left out")).toBeVisible();
  await expect(page.getByText("1a2b3-c4d5e")).toBeVisible();
  await press(page, "Close");
  await page.keyboard.press("Control+z");
  await expect(toast(page)).toHaveText("Undone");
  await openCodes(page);
  await expect(page.getByLabel("The codes, or the whole text around them")).toBeFocused();
});

test("codes_are_hidden_until_they_are_asked_for", async ({ page }) => {
  await open(page);
  await openCodes(page);
  await keepCodes(page);
  await press(page, "Close");
  await openCodes(page);
  await expect(page.getByRole("img", { name: "Code 1", exact: true })).toBeVisible();
  await expect(page.getByText("1a2b3-c4d5e")).toHaveCount(0);
  await press(page, "Show the codes");
  await expect(page.getByText("1a2b3-c4d5e")).toBeVisible();
  await press(page, "Hide the codes");
  await expect(page.getByText("1a2b3-c4d5e")).toHaveCount(0);
});

test("a_code_is_copied_while_it_is_hidden_and_ticked_off_by_the_user", async ({ page }) => {
  await open(page);
  await openCodes(page);
  await keepCodes(page);
  await press(page, "Hide the codes");
  await press(page, "Copy code 2");
  await expect(toast(page)).toHaveText(/Recovery code copied · clears in/);
  await press(page, "Mark as used");
  await expect(page.getByText("7 of 8 left")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Code 2 was used" })).toBeChecked();
  await page.getByRole("checkbox", { name: "Code 2 was used" }).click();
  await expect(page.getByText("8 of 8 left")).toBeVisible();
});

test("a_row_says_when_two_codes_are_left", async ({ page }) => {
  await open(page);
  await openCodes(page);
  await page.getByLabel("The codes, or the whole text around them").fill("1111 2222\n3333 4444\n5555 6666");
  await press(page, "Keep the codes");
  const mark = rows(page).first().getByRole("img", { name: "recovery codes left" });
  await expect(page.getByText("3 of 3 left")).toBeVisible();
  await expect(mark).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Code 1 was used" }).click();
  await expect(page.getByText("2 of 3 left. Get new ones from the site.")).toBeVisible();
  await press(page, "Close");
  await expect(mark).toBeVisible();
});

test("a_text_without_codes_says_what_to_do_and_is_still_there", async ({ page }) => {
  await open(page);
  await openCodes(page);
  const box = page.getByLabel("The codes, or the whole text around them");
  await box.fill("milk and bread");
  await press(page, "Keep the codes");
  await expect(page.getByText("There is no recovery code in this text.")).toBeVisible();
  await expect(box).toHaveValue("milk and bread");
});

test("an_earlier_name_is_put_back_and_that_is_undone", async ({ page }) => {
  await visit(page, screen("what an account was before"));
  await press(page, "Put back");
  await expect(row(page, "Another name")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "Another name")).toBeVisible();
});

test("an_earlier_secret_is_put_back_with_the_password_alone", async ({ page }) => {
  await open(page);
  await expect(rows(page).first()).toBeVisible();
  await page.keyboard.press("Control+e");
  await page.getByText("Details", { exact: true }).click();
  await press(page, "Change the secret or its settings");
  await page.getByLabel("New secret").fill("JBSWY3DPEHPK3PXP");
  await page.getByLabel("Password of this vault").fill("pass");
  await press(page, "Change");
  await page.getByText("Details", { exact: true }).click();
  await press(page, "What it was before");
  await expect(page.getByText("Another secret")).toBeVisible();
  await press(page, "Put back");
  const password = page.getByLabel("Password of this vault");
  await expect(password).toBeFocused();
  await password.fill("wrong");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Wrong password")).toBeVisible();
  await password.fill("pass");
  await page.keyboard.press("Enter");
  await expect(toast(page)).toHaveText(/is as it was/);
});
