import { expect } from "@playwright/test";
import { expectAccessible, hold, open, row, rows, search, settled, test, toast } from "./page";

test("what_was_typed_is_marked_in_the_rows_and_their_names_stay_whole", async ({ page }) => {
  await open(page);
  await page.keyboard.type("ada git");
  const first = rows(page).first();
  await expect(first).toHaveAccessibleName("GitHub, ada@analytical.dev");
  await expect(first.locator("mark")).toHaveText(["Git", "ada"]);
  await expect(first.locator(".issuer")).toHaveText("GitHub");
  await page.keyboard.press("Escape");
  await expect(page.locator("mark")).toHaveCount(0);
});

for (const [typed, issuer, marks] of [
  ["aws", "Amazon Web Services", ["A", "W", "S"]],
  ["gh", "GitHub", ["G", "H"]],
  ["societe gen", "Société Générale", ["Société", "Gén"]],
  ["zurich", "Zürich city library", ["Zürich"]],
  ["hetnzer", "Hetzner", ["Hetzner"]],
  ["business", "Mercury Bank", []],
] as const) {
  test(`${typed} finds ${issuer}`, async ({ page }) => {
    await open(page);
    await page.keyboard.type(typed);
    await expect(rows(page).first()).toHaveAccessibleName(new RegExp(`^${issuer}`));
    await expect(rows(page).first().locator(".issuer mark")).toHaveText([...marks]);
    await page.keyboard.press("Enter");
    await expect(toast(page)).toContainText(`${issuer} copied`);
  });
}

test("enter_copies_what_was_typed_before_it_though_it_was_not_drawn_yet", async ({ page }) => {
  await open(page);
  const release = await hold(page, "find_entries");
  await page.keyboard.type("gitl");
  await page.keyboard.press("Enter");
  await page.keyboard.type("zzz");
  await settled(page);
  await expect(row(page, "Proton")).toBeVisible();
  await expect(toast(page)).toHaveCount(0);
  await release();
  await expect(toast(page)).toContainText("GitLab copied");
  await expect(search(page)).toHaveValue("gitlzzz");
  await expect(page.getByText("gitlzzz")).toBeVisible();
});

test("alt_with_a_digit_and_arrows_wait_for_what_was_typed", async ({ page }) => {
  await open(page);
  const release = await hold(page, "find_entries");
  await page.keyboard.type("ops@");
  await page.keyboard.press("ArrowDown");
  await release();
  await expect(row(page, "DigitalOcean")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Alt+3");
  await expect(toast(page)).toContainText("Heroku copied");
});

test("an_answer_that_comes_late_takes_the_place_of_nothing", async ({ page }) => {
  await open(page);
  const release = await hold(page, "find_entries");
  await page.keyboard.type("hetz");
  await page.keyboard.press("Escape");
  await settled(page);
  await release();
  await page.keyboard.type("proton");
  await expect(row(page, "Hetzner")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(rows(page).first()).toHaveAccessibleName(/^GitHub/);
  await expect(page.locator("mark")).toHaveCount(0);
});

test("among_equals_the_one_used_last_is_the_first_the_next_time", async ({ page }) => {
  await open(page);
  await page.keyboard.type("ops@");
  await expect(rows(page).first()).toHaveAccessibleName(/^Cloudflare/);
  await page.keyboard.press("Alt+3");
  await expect(toast(page)).toContainText("Heroku copied");
  await page.keyboard.press("Escape");
  await page.keyboard.type("ops@");
  await expect(rows(page).first()).toHaveAccessibleName(/^Heroku/);
});

test("an_account_that_is_removed_leaves_what_was_found", async ({ page }) => {
  await open(page);
  await page.keyboard.type("ops@");
  await row(page, "DigitalOcean").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await expect(row(page, "DigitalOcean")).toHaveCount(0);
  await expect(row(page, "Heroku")).toBeVisible();
});

for (const contrast of ["no-preference", "more"] as const) {
  for (const theme of ["light", "dark"]) {
    test(`marks can be read in ${theme} with ${contrast} contrast`, async ({ page }) => {
      await page.emulateMedia({ contrast, reducedMotion: "reduce" });
      await open(page, { theme });
      await page.keyboard.type("an");
      await expect(page.locator("mark").first()).toBeVisible();
      await page.keyboard.press("Control+a");
      await page.keyboard.press("Shift+ArrowDown");
      await expectAccessible(page);
    });
  }
}
