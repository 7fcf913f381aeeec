/** The picker: three letters, Enter, gone. Its page may call no more commands than it needs. */
import { expect, type Page } from "@playwright/test";
import { control, expectAccessible, NOW, overflowing, type Query, settled, test } from "./page";

async function open(page: Page, query: Query = {}) {
  await page.setViewportSize({ width: 480, height: 360 });
  const asked = new URLSearchParams({ now: String(NOW), ...query } as Record<string, string>);
  await page.goto(`/picker.html?${asked}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
  await settled(page);
}

const search = (page: Page) => page.getByRole("combobox", { name: "Search" });
const hits = (page: Page) => page.getByRole("option");
const chosen = (page: Page) => page.getByRole("option", { selected: true });
const told = (page: Page) => page.evaluate(() => tesseraTest.told());

async function expectCopied(page: Page, issuer: string) {
  await expect.poll(() => told(page)).toEqual(["close_picker"]);
  expect(await control<string | null>(page, "copied")).toBe(issuer);
}

test("three_letters_and_enter_copy_and_close_it", async ({ page }) => {
  await open(page);
  await expect(search(page)).toBeFocused();
  await page.keyboard.type("prot");
  await page.keyboard.press("Enter");
  await expectCopied(page, "Proton");
});

test("the_arrows_choose_among_what_was_found", async ({ page }) => {
  await open(page);
  await page.keyboard.type("git");
  await expect(chosen(page)).toContainText("GitHub");
  await page.keyboard.press("ArrowDown");
  await expect(chosen(page)).toContainText("GitLab");
  await page.keyboard.press("Enter");
  await expectCopied(page, "GitLab");
});

test("a_click_copies_the_account", async ({ page }) => {
  await open(page);
  await page.keyboard.type("prot");
  await hits(page).first().click();
  await expectCopied(page, "Proton");
});

test("escape_closes_it_and_copies_nothing", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Escape");
  expect(await told(page)).toEqual(["close_picker"]);
});

test("what_is_not_found_is_said_and_enter_copies_nothing", async ({ page }) => {
  await open(page);
  await page.keyboard.type("zzzz");
  await expect(page.getByRole("status")).toContainText("zzzz");
  await page.keyboard.press("Enter");
  expect(await told(page)).toEqual([]);
});

test("a_locked_vault_is_opened_in_place", async ({ page }) => {
  await open(page, { state: "locked" });
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  await page.keyboard.type("wrong");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Wrong password")).toBeVisible();
  await page.keyboard.type("pass");
  await page.keyboard.press("Enter");
  await expect(search(page)).toBeFocused();
  await page.keyboard.type("prot");
  await page.keyboard.press("Enter");
  await expect.poll(() => told(page)).toEqual(["close_picker"]);
});

for (const [state, words] of [
  ["absent", "There is no vault yet."],
  ["empty", "There are no accounts yet."],
] as const) {
  test(`it_leads_to_the_main_window, ${state}`, async ({ page }) => {
    await open(page, { state });
    await expect(page.getByText(words)).toBeVisible();
    await page.getByRole("button", { name: "Open Tessera" }).click();
    expect(await told(page)).toEqual(["open_main_window"]);
  });
}

test("no_code_and_no_secret_is_in_the_page", async ({ page }) => {
  await open(page);
  await expect(hits(page).first()).toBeVisible();
  expect(await page.locator("body").innerText()).not.toMatch(/\d{3} ?\d{3}/);
});

for (const theme of ["light", "dark"]) {
  for (const state of ["unlocked", "locked", "absent", "empty"]) {
    test(`it_can_be_read_and_fits, ${state}, ${theme}`, async ({ page }) => {
      await open(page, { state, theme });
      await expectAccessible(page);
      expect(await page.evaluate(overflowing)).toEqual([]);
    });
  }
}
