import { expect, type Page } from "@playwright/test";
import { clipped, expectAccessible, overflowing, PSEUDO, SCREENS, speak, test, visit } from "./page";

test.use({ contextOptions: { reducedMotion: "reduce" }, viewport: { width: 320, height: 420 } });

const paint = (page: Page, theme: string) => page.evaluate((name) => void (document.documentElement.dataset.theme = name), theme);

// One visit to a screen answers for all of it: most of the time goes into getting there.
for (const screen of SCREENS) {
  test(`${screen.name} fits 320 × 420 in any language and breaks no accessibility rule in light and dark`, async ({ page }) => {
    await visit(page, screen);
    expect(await page.evaluate(overflowing)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    for (const language of PSEUDO) {
      await speak(page, language);
      expect(await page.evaluate(overflowing), language).toEqual([]);
      expect(await page.evaluate(clipped), language).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), language).toBe(320);
    }
    await speak(page, "en");
    await page.setViewportSize({ width: 400, height: 640 });
    for (const theme of ["light", "dark"]) {
      await paint(page, theme);
      await expectAccessible(page);
    }
  });
}

test("the list in high contrast breaks no accessibility rule", async ({ page }) => {
  await page.emulateMedia({ contrast: "more", reducedMotion: "reduce" });
  await visit(page, { name: "list", query: { now: 1_795_315_226 } });
  await expectAccessible(page);
});
