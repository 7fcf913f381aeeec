import { test } from "@playwright/test";
import { expectAccessible, SCREENS, visit } from "./page";

test.use({ contextOptions: { reducedMotion: "reduce" } });

for (const theme of ["light", "dark"]) {
  for (const screen of SCREENS) {
    test(`${screen.name} in ${theme} breaks no accessibility rule`, async ({ page }) => {
      await visit(page, screen, { theme });
      await expectAccessible(page);
    });
  }
}

test("the list in high contrast breaks no accessibility rule", async ({ page }) => {
  await page.emulateMedia({ contrast: "more", reducedMotion: "reduce" });
  await visit(page, { name: "list", query: { now: 1_795_315_226 } });
  await expectAccessible(page);
});
