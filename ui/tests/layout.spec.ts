import { expect } from "@playwright/test";
import { SCREENS, open, row, test, visit } from "./page";

/** Elements whose content is wider than they are though they neither scroll nor end in an ellipsis. */
const overflowing = () =>
  [...document.querySelectorAll<HTMLElement>("body *")]
    .filter((element) => {
      if (!(element instanceof HTMLElement) || element.matches(".unseen, .unseen *, option, select, input")) return false;
      const { right, left, width } = element.getBoundingClientRect();
      const clipped = element.closest(".chips") !== null;
      return width > 0 && !clipped && (right > innerWidth + 0.5 || left < -0.5);
    })
    .map((element) => `${element.tagName} ${element.className}`);

test.describe("in the smallest window", () => {
  test.use({ viewport: { width: 320, height: 420 } });
  for (const screen of SCREENS) {
    test(`${screen.name} fits 320 × 420`, async ({ page }) => {
      await visit(page, screen);
      expect(await page.evaluate(overflowing)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    });
  }

  test("the longest code is shown whole", async ({ page }) => {
    await open(page);
    await page.keyboard.type("hetzner");
    const code = row(page, "Hetzner").getByRole("img", { name: /^Code/ });
    expect(await code.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    expect((await code.innerText()).replace(/\s/g, "")).toMatch(/^\d{8}$/);
  });
});

test("text_at_200_percent_fits_a_window_of_400", async ({ page }) => {
  for (const screen of SCREENS.slice(0, 8)) {
    await visit(page, screen);
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    await page.setViewportSize({ width: 400, height: 641 });
    expect(await page.evaluate(overflowing), screen.name).toEqual([]);
    await page.setViewportSize({ width: 400, height: 640 });
  }
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
  await page.keyboard.press("1");
  await page.keyboard.press("End");
  await page.getByRole("grid").evaluate((grid) => (grid.scrollTop = grid.scrollHeight));
  const last = await row(page, "Zürich").boundingBox();
  expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(640 - 60);
});
