import { expect } from "@playwright/test";
import { SCREENS, lock, open, overflowing, row, speak, test, visit } from "./page";

test.describe("in the smallest window", () => {
  test.use({ viewport: { width: 320, height: 420 } });
  test("the longest code is shown whole", async ({ page }) => {
    await open(page);
    await page.keyboard.type("hetzner");
    const code = row(page, "Hetzner").getByRole("img", { name: /^Code/ });
    expect(await code.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    expect((await code.innerText()).replace(/\s/g, "")).toMatch(/^\d{8}$/);
  });
});

const CAPTURED = [
  "empty vault on a desktop that asks", "nothing on the screen", "pictures being read over the review", "capture box over a list",
  "review of other codes", "review of two transfers", "review with troubles", "review of encrypted files",
  "review of a database with a key file", "file being opened", "encrypted file that is damaged",
];

const ENLARGED = [
  "first run", "unlock with the keyring", "recovery code with a typo", "list", "bars", "settings", "recovery sheet",
  "recovery sheet, two groups", "recovery sheet, a wrong group", "recovery sheet, left unfinished", "backups", "comparison",
  ...CAPTURED,
];

for (const name of ENLARGED) {
  const screen = SCREENS.find((one) => one.name === name);
  if (!screen) throw new Error(`There is no screen of the name "${name}".`);
  test(`${name}: text at 200 percent fits a window of 400`, async ({ page }) => {
    await visit(page, screen);
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    await page.setViewportSize({ width: 400, height: 641 });
    expect(await page.evaluate(overflowing)).toEqual([]);
  });
}

test("with_large_text_the_names_of_two_accounts_of_one_site_still_differ", async ({ page }) => {
  await open(page);
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  await page.keyboard.type("git");
  const account = row(page, "GitHub").getByText("ada@analytical.dev");
  await expect(account).toBeInViewport({ ratio: 1 });
  const [names, code] = await Promise.all([account.boundingBox(), row(page, "GitHub").getByRole("img", { name: /^Code/ }).boundingBox()]);
  expect((names?.y ?? 0) + (names?.height ?? 0)).toBeLessThanOrEqual(code?.y ?? 0);
});

test("ctrl_with_plus_minus_and_0_changes_the_size_and_that_is_kept", async ({ page }) => {
  await open(page);
  const size = () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
  await page.keyboard.press("Control+=");
  await page.keyboard.press("Control+=");
  await expect.poll(size).toBe("20px");
  // The page is loaded anew, and has the settings as the application kept them.
  await lock(page);
  await expect.poll(size).toBe("20px");
  await page.keyboard.press("Control+-");
  await expect.poll(size).toBe("17.6px");
  await page.keyboard.press("Control+0");
  await expect.poll(size).toBe("16px");
});

test("from_720_px_the_list_becomes_columns", async ({ page }) => {
  await page.setViewportSize({ width: 720, height: 640 });
  await open(page);
  const [first, second] = await Promise.all([row(page, "GitHub").boundingBox(), row(page, "Proton").boundingBox()]);
  expect(second?.y).toBe(first?.y);
  expect(second?.x).toBeGreaterThan(first?.x ?? 0);
});

test("the_last_row_scrolls_free_of_the_toast", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Alt+1");
  await page.keyboard.press("End");
  await page.getByRole("grid").evaluate((grid) => (grid.scrollTop = grid.scrollHeight));
  const last = await row(page, "Zürich").boundingBox();
  expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(640 - 60);
});

test("the_page_opens_in_the_language_of_the_settings_and_keys_keep_their_direction", async ({ page }) => {
  await open(page, { language: "en-XB" });
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  const more = page.locator(".top button[aria-haspopup=menu]");
  await more.click();
  const [menu, button] = await Promise.all([page.getByRole("menu").boundingBox(), more.boundingBox()]);
  expect(menu?.x).toBe(button?.x);
  await expect(page.locator("kbd", { hasText: "," })).toHaveCSS("direction", "ltr");
});

test("what_is_said_already_changes_with_the_language", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Control+,");
  await expect(page.getByRole("dialog", { name: "Settings" })).toBeVisible();
  await speak(page, "en-XA");
  await expect(page.getByRole("dialog", { name: "Šééţţîîñĝš" })).toBeVisible();
  await speak(page, "en");
  await expect(page.getByRole("dialog", { name: "Settings" })).toBeVisible();
});
