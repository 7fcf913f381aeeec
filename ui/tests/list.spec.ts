import { expect } from "@playwright/test";
import { NOW, open, row, rows, search, settled, test, toast } from "./page";

test.describe("of ten thousand accounts", () => {
  test("only those in view are in the page", async ({ page }) => {
    await open(page, { rows: 10_000 });
    await expect(rows(page).first()).toBeVisible();
    expect(await rows(page).count()).toBeLessThan(25);
    await page.getByRole("grid").evaluate((grid) => (grid.scrollTop = 320_000));
    await expect(page.getByRole("row", { name: / 5001,/ })).toBeVisible();
    expect(await rows(page).count()).toBeLessThan(25);
    expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(900);
  });

  test("the one that is searched for is the first, and few are drawn", async ({ page }) => {
    await open(page, { rows: 10_000 });
    await page.keyboard.type("user9994 git");
    await expect(search(page)).toHaveValue("user9994 git");
    await expect(rows(page).first()).toHaveAccessibleName(/user9994@example.org/);
    await expect(rows(page)).toHaveCount(1);
    await page.keyboard.press("Escape");
    await page.keyboard.type("u");
    await expect(page.getByRole("status").filter({ hasText: /accounts found/ })).toHaveText(/^9,9\d\d|^10,000/);
    expect(await rows(page).count()).toBeLessThan(25);
  });
});

test("codes_are_asked_for_the_rows_in_view_only", async ({ page }) => {
  await open(page);
  await expect.poll(() => page.evaluate(() => tesseraTest.shown().length)).toBeGreaterThan(5);
  expect(await page.evaluate(() => tesseraTest.shown())).not.toContain("Heroku");
  await page.keyboard.type("hetzner");
  await expect.poll(() => page.evaluate(() => tesseraTest.shown())).toEqual(["Hetzner"]);
});

test("the_last_seconds_change_the_tone_and_show_the_next_code", async ({ page }) => {
  await open(page, { now: NOW + 11 });
  const next = row(page, "GitHub").getByText(/^next \d/);
  await expect(next).toHaveCount(0);
  await expect(next).toBeVisible({ timeout: 4_000 });
  const promised = (await next.innerText()).replace(/\D/g, "");
  await expect(row(page, "Mercury Bank").getByText(/^next/)).toHaveCount(0);
  await expect(next).toHaveCount(0, { timeout: 7_000 });
  await expect(row(page, "GitHub").getByRole("img", { name: `Code ${[...promised].join(" ")}` })).toBeVisible();
});

test("a_code_about_to_end_copies_the_next_and_says_so", async ({ page }) => {
  await open(page, { now: NOW + 16 });
  await page.keyboard.press("Enter");
  await expect(toast(page)).toContainText("GitHub: next code copied");
});

test("after_a_jump_of_the_clock_codes_and_rings_are_right_at_once", async ({ page }) => {
  await open(page);
  const code = row(page, "GitHub").getByRole("img", { name: /^Code/ });
  const before = await code.innerText();
  const left = () =>
    page.evaluate(() => {
      const [ring] = document.querySelector(".arc")?.getAnimations() ?? [];
      return 30_000 - (Number(ring?.currentTime) % 30_000);
    });
  await expect.poll(left).toBeLessThan(18_500);
  await page.evaluate(() => tesseraTest.control("jump", 240 + 10));
  await expect(code).not.toHaveText(before);
  const after = await left();
  expect(after).toBeLessThan(8_500);
  expect(after).toBeGreaterThan(1_000);
});

test("all_rings_tick_in_one_frame", async ({ page }) => {
  await open(page);
  await expect(page.locator(".arc").nth(6)).toBeAttached();
  const starts = await page.evaluate(() =>
    [...document.querySelectorAll(".arc")].flatMap((arc) => arc.getAnimations().map((ring) => Number(ring.startTime) % 1_000)),
  );
  expect(starts.length).toBeGreaterThan(6);
  expect(Math.max(...starts) - Math.min(...starts)).toBeLessThan(0.01);
});

test("a_counter_row_shows_its_code_once_it_was_asked_for", async ({ page }) => {
  await open(page);
  await page.keyboard.type("tape");
  await expect(row(page, "Backup tape").getByText("Get code").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(row(page, "Backup tape").getByRole("img", { name: /^Code/ })).toBeVisible();
});

test("a_second_press_gives_the_same_counted_code_and_the_next_one_has_its_own_button", async ({ page }) => {
  await open(page);
  await page.keyboard.type("tape");
  const tape = row(page, "Backup tape").first();
  const code = tape.getByRole("img", { name: /^Code \d/ });
  await tape.click();
  const first = await code.textContent();
  await tape.click();
  await settled(page);
  await expect(code).toHaveText(first ?? "");
  await expect(tape.locator(".copied")).toHaveCount(0);
  await tape.getByRole("button", { name: "Next code of Backup tape" }).click();
  await expect(code).not.toHaveText(first ?? "");
});

test("a_hidden_code_is_shown_until_the_choice_moves_or_half_a_minute_has_passed", async ({ page }) => {
  await page.clock.install();
  await open(page, { hide: 1 });
  const shown = page.getByRole("img", { name: /^Code \d/ });
  await page.keyboard.press("Space");
  await expect(shown).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await expect(shown).toHaveCount(0);
  await page.keyboard.press("Space");
  await expect(shown).toHaveCount(1);
  await page.clock.runFor(31_000);
  await expect(shown).toHaveCount(0);
});

test("a_code_whose_time_is_over_is_struck_through_though_nobody_says_so", async ({ page }) => {
  await page.clock.install();
  await open(page);
  await expect(row(page, "GitHub").first().getByRole("img", { name: /^Code \d/ })).toBeVisible();
  await page.clock.runFor(25_000);
  await expect(page.getByRole("img", { name: /whose time is over/ }).first()).toBeVisible();
});

test("a_right_to_left_account_stands_under_its_issuer_by_the_tile", async ({ page }) => {
  await open(page, { state: "empty" });
  await page.getByRole("textbox", { name: "Address or secret" }).fill("otpauth://totp/Tessera%20Works%20of%20Haifa:%D7%90%D7%93%D7%94?secret=GEZDGNBVGY3TQOJQ&issuer=Tessera%20Works%20of%20Haifa");
  await page.getByRole("button", { name: "Read it" }).click();
  await page.getByRole("button", { name: "Add 1 account" }).click();
  const left = (selector: string) =>
    page.locator(selector).first().evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return range.getBoundingClientRect().left;
    });
  await expect(page.locator(".account")).toHaveText("\u05d0\u05d3\u05d4");
  expect(Math.abs((await left(".account")) - (await left(".issuer span")))).toBeLessThan(2);
});

test("a_tag_narrows_the_list", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Servers" }).click();
  await expect(rows(page).first()).toHaveAccessibleName(/Amazon/);
  await expect(row(page, "GitHub")).toHaveCount(0);
});

test("a_hidden_window_shows_no_rows_to_the_shell", async ({ page }) => {
  await open(page);
  await expect.poll(() => page.evaluate(() => tesseraTest.shown().length)).toBeGreaterThan(5);
  const turn = (hidden: boolean) =>
    page.evaluate((now) => {
      Object.defineProperty(document, "hidden", { value: now, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
  await turn(true);
  await expect.poll(() => page.evaluate(() => tesseraTest.shown())).toEqual([]);
  await expect(page.getByRole("img", { name: /^Code/ })).toHaveCount(0);
  await turn(false);
  await expect.poll(() => page.evaluate(() => tesseraTest.shown().length)).toBeGreaterThan(5);
});

test("only_an_account_that_was_added_here_is_marked_as_not_tried_and_its_menu_says_so", async ({ page }) => {
  await open(page);
  await expect(page.getByRole("img", { name: "Not tried yet" })).toHaveCount(1);
  await row(page, "Mercury Bank").click({ button: "right" });
  await page.getByRole("menuitem", { name: "The site took the code Not tried yet" }).click();
  await expect(page.getByRole("img", { name: "Not tried yet" })).toHaveCount(0);
  await row(page, "GitHub").click({ button: "right" });
  await expect(page.getByRole("menuitem", { name: "The site took" })).toHaveCount(0);
});

test("a_known_site_has_its_sign_out_of_the_page_itself_and_any_other_a_letter", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).origin));
  await open(page);
  await expect(row(page, "GitHub").locator("[data-brand=github]")).toBeVisible();
  await expect(row(page, "Mercury Bank").locator(".tile")).toHaveText("M");
  await expect(row(page, "Amazon Web Services").locator(".tile")).toHaveText("A");
  expect(new Set(asked)).toEqual(new Set([new URL(page.url()).origin]));
});

test("a_locked_page_has_not_fetched_the_signs", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await open(page, { state: "locked" });
  expect(asked.filter((url) => url.includes("brands"))).toEqual([]);
});
