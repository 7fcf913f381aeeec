import { expect, type Page } from "@playwright/test";
import { open, row, rows, search, settled, test, toast } from "./page";

const issuers = async (page: Page) => (await rows(page).evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")?.split(",")[0]))).slice(0, 4);

const choose = async (page: Page, order: string) => {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: /^Order/ }).click();
  await page.getByRole("menuitemradio", { name: order }).click();
};

test("an_order_is_chosen_in_the_menu_and_kept_with_the_pinned_on_top", async ({ page }) => {
  await open(page);
  await choose(page, "By site");
  await expect.poll(() => issuers(page)).toEqual(["GitHub", "Amazon Web Services", "Backup tape vault", "Bitbucket"]);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: /^Order/ }).click();
  await expect(page.getByRole("menuitemradio", { checked: true })).toHaveText("By site");
  await page.keyboard.press("Escape");
  await choose(page, "My own order");
  await expect.poll(() => issuers(page)).toEqual(["GitHub", "Proton", "Amazon Web Services", "Steam"]);
});

test("keys_move_an_account_and_undo_takes_that_back", async ({ page }) => {
  await open(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Alt+Shift+ArrowDown");
  await page.keyboard.press("Alt+Shift+ArrowDown");
  await expect.poll(() => issuers(page)).toEqual(["GitHub", "Amazon Web Services", "Steam", "Proton"]);
  await expect(toast(page)).toContainText("Proton moved");
  await page.keyboard.press("Alt+Shift+ArrowUp");
  await expect.poll(() => issuers(page)).toEqual(["GitHub", "Amazon Web Services", "Proton", "Steam"]);
  // The pinned one stays on top.
  for (let i = 0; i < 4; i++) await page.keyboard.press("Alt+Shift+ArrowUp");
  await expect.poll(() => issuers(page)).toEqual(["GitHub", "Proton", "Amazon Web Services", "Steam"]);
  await settled(page);
  await page.keyboard.press("Control+z");
  await expect.poll(() => issuers(page)).toEqual(["GitHub", "Amazon Web Services", "Proton", "Steam"]);
});

test("the_mouse_drags_an_account_and_copies_nothing", async ({ page }) => {
  await open(page);
  const from = await row(page, "Nextcloud").boundingBox();
  const to = await row(page, "Proton").boundingBox();
  if (!from || !to) throw new Error("not in sight");
  await page.mouse.move(from.x + 150, from.y + 30);
  await page.mouse.down();
  await page.mouse.move(to.x + 150, to.y + 40, { steps: 5 });
  await page.mouse.move(to.x + 150, to.y + 8);
  await expect(page.locator(".landing")).toBeVisible();
  await page.mouse.up();
  await expect.poll(() => issuers(page)).toEqual(["GitHub", "Nextcloud", "Proton", "Amazon Web Services"]);
  await expect(toast(page)).toContainText("Nextcloud moved");

  // Escape calls it off, and so does the place it came from.
  await page.mouse.move(to.x + 150, to.y + 30);
  await page.mouse.down();
  await page.mouse.move(to.x + 150, to.y + 250, { steps: 5 });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await settled(page);
  expect(await issuers(page)).toEqual(["GitHub", "Nextcloud", "Proton", "Amazon Web Services"]);
});

test("a_tag_is_renamed_wherever_it_stands", async ({ page }) => {
  await open(page);
  const tags = page.getByRole("toolbar", { name: "Tags" });
  await tags.getByRole("button", { name: "Servers", exact: true }).click();
  await tags.getByRole("button", { name: "Rename Servers" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Machines");
  await page.keyboard.press("Enter");
  await expect(tags.getByRole("button", { name: "Machines" })).toBeVisible();
  await expect(tags.getByRole("button", { name: "Servers", exact: true })).toHaveCount(0);
  await page.locator("#toast").getByRole("button", { name: "Undo" }).click();
  await expect(tags.getByRole("button", { name: "Servers", exact: true })).toBeVisible();
});

test("arrows_move_among_the_tags", async ({ page }) => {
  await open(page);
  const tags = page.getByRole("toolbar", { name: "Tags" });
  await tags.getByRole("button", { name: "All" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(tags.getByRole("button", { name: "Home" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(tags.getByRole("button", { name: "Home", exact: true })).toHaveAttribute("aria-pressed", "true");
  await expect(row(page, "GitHub")).toHaveCount(0);
});

test("several_accounts_are_selected_tagged_pinned_and_removed_in_one_step_each", async ({ page }) => {
  await open(page);
  const bar = page.getByRole("toolbar", { name: "selected" });
  const undo = () => page.locator("#toast").getByRole("button", { name: "Undo" }).click();
  await row(page, "Proton").click({ modifiers: ["Control"] });
  await row(page, "Mercury Bank").click({ modifiers: ["Shift"] });
  await row(page, "Steam").click({ modifiers: ["Control"] });
  await expect(bar).toHaveAccessibleName("3 selected");
  await expect(page.getByRole("row", { selected: true })).toHaveCount(3);

  await bar.getByRole("button", { name: "Tag" }).click();
  await page.getByRole("menuitem", { name: "New tag" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Travel");
  await page.keyboard.press("Enter");
  await expect(toast(page)).toContainText("Travel put on 3 accounts");

  await bar.getByRole("button", { name: "Pin to the top" }).click();
  await expect.poll(() => issuers(page)).toEqual(["GitHub", "Proton", "Amazon Web Services", "Mercury Bank"]);
  await undo();

  await page.keyboard.press("Delete");
  await expect(toast(page)).toContainText("3 accounts removed");
  await expect(bar).toHaveCount(0);
  await expect(search(page)).toHaveAttribute("placeholder", "Search 35 accounts");
  await undo();
  await expect(search(page)).toHaveAttribute("placeholder", "Search 38 accounts");
});

test("keys_select_several_and_escape_ends_that", async ({ page }) => {
  await open(page);
  const bar = page.getByRole("toolbar", { name: "selected" });
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(bar).toHaveAccessibleName("3 selected");
  await page.keyboard.press("Control+a");
  await expect(bar).toHaveAccessibleName("38 selected");
  await page.keyboard.press("Escape");
  await expect(bar).toHaveCount(0);
  await expect(page.getByRole("row", { selected: true })).toHaveCount(1);
});

test("compact_rows_are_applied_at_once", async ({ page }) => {
  await open(page);
  const height = async () => (await row(page, "Proton").boundingBox())?.height;
  expect(await height()).toBe(64);
  await page.keyboard.press("Control+,");
  await page.getByRole("combobox", { name: "Rows" }).selectOption("Compact");
  await page.keyboard.press("Escape");
  expect(await height()).toBe(48);
});
