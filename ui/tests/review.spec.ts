import { expect, type Page } from "@playwright/test";
import { control, open, test } from "./page";
import { arrive, TROUBLES } from "./states";

const review = (page: Page) => page.getByRole("dialog");
const account = (page: Page, name: string) => review(page).getByRole("listitem").filter({ hasText: name });

test("each_account_shows_its_place_in_the_picture_or_its_monogram_and_says_nothing_of_it", async ({ page }) => {
  await open(page, { review: "found" });
  const picture = account(page, "Codeberg").locator("img");
  await expect(picture).toHaveAttribute("src", /^data:image\/png;base64,/);
  await expect(picture).toHaveAttribute("alt", "");
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(96);
  expect((await picture.boundingBox())?.width).toBe(40);
  await control(page, "drop", "link");
  await expect(account(page, "Harbour").locator("img")).toHaveCount(0);
  await expect(account(page, "Harbour").locator(".tile")).toHaveText("H");
});

test("accounts_of_one_name_are_all_ticked_and_told_apart", async ({ page }) => {
  await open(page);
  const secrets = ["GEZDGNBVGY3TQOJQ", "MFRGGZDFMZTWQ2LK"];
  const twins = secrets.map((secret) => `otpauth://totp/Mill:ada?secret=${secret}`);
  const nameless = secrets.map((secret) => `otpauth://totp?secret=${secret}`);
  const slack = secrets.map((secret, i) => `otpauth://totp/Slack%20(${["North", "South"][i]}):ada?secret=${secret}&issuer=Slack`);
  await page.getByRole("button", { name: "Add an account" }).click();
  await page.getByRole("textbox", { name: "Address or secret" }).fill([...twins, ...nameless, ...slack].join("\n"));
  await page.getByRole("button", { name: "Read it" }).click();
  await expect(page.getByRole("dialog", { name: "6 accounts found" })).toBeVisible();
  await expect(account(page, "Mill").first()).toContainText("ada · 1 of 2 with these names");
  await expect(account(page, "Mill").last()).toContainText("ada · 2 of 2 with these names");
  await expect(account(page, "No name").last()).toContainText("2 of 2 without a name");
  await expect(account(page, "Slack (South)")).toContainText("ada");
  await expect(account(page, "Slack")).not.toContainText(["with these names"]);
  await expect(review(page).getByRole("checkbox", { checked: true })).toHaveCount(6);
  await expect(review(page).getByRole("button", { name: "Add 6 accounts" })).toBeFocused();
});

test("codes_that_are_no_account_are_named_for_what_they_are", async ({ page }) => {
  await open(page, { review: "others" });
  await expect(review(page).getByRole("heading", { name: "Other codes in the picture", exact: true })).toBeVisible();
  for (const name of [
    "Link to example.com",
    "Wi‑Fi network “Café”",
    "Passkey sign-in",
    "WhatsApp device link",
    "Microsoft Authenticator set-up",
    "Contact card",
    "Plain text",
  ]) {
    await expect(account(page, name)).toBeVisible();
  }
  await expect(account(page, "Microsoft Authenticator set-up")).toContainText("Choose “a different authenticator app” on that site");
});

test("a_screen_that_shows_only_another_apps_code_explains_it_and_offers_to_scan_again", async ({ page }) => {
  await open(page, { state: "empty", scan: "microsoft" });
  await page.getByRole("button", { name: "Scan the screen" }).click();
  await expect(page.getByRole("dialog", { name: "No account found" })).toContainText("Only Microsoft Authenticator can use this code.");
  await expect(review(page)).not.toContainText(/pasted|no QR code/);
  await expect(review(page).getByRole("button", { name: "Scan the screen" })).toBeVisible();
  await expect(review(page).getByRole("button", { name: "Close" })).toBeFocused();
});

test("a_transfer_says_what_it_lacks_and_takes_it_from_the_screen_right_there", async ({ page }) => {
  await open(page, { review: "found" });
  await expect(review(page)).toContainText("Google transfer: 1 of 2 parts");
  await expect(review(page)).toContainText("Part 2 is missing. Show the next part and scan the screen again, or drop its picture.");
  await expect(review(page).getByRole("button", { name: "Choose files" })).toBeVisible();
  await review(page).getByRole("button", { name: "Scan the screen" }).click();
  await expect(page.getByRole("dialog", { name: "6 accounts found" })).toContainText("Google transfer, 2 of 2 parts");
  await expect(review(page)).not.toContainText("missing");
  await expect(review(page).getByRole("button", { name: "Add 3 accounts" })).toBeFocused();
});

test("where_the_screen_cannot_be_scanned_the_next_part_comes_as_a_picture", async ({ page }) => {
  await open(page, { review: "found", screen: "none" });
  await expect(review(page)).toContainText("Show the next part, and drop or paste its picture.");
  await expect(review(page).getByRole("button", { name: "Scan the screen" })).toHaveCount(0);
});

test("two_transfers_at_once_are_told_apart", async ({ page }) => {
  await open(page, { review: "two" });
  await expect(review(page)).toContainText("Google transfer: 1 of 3 parts");
  await expect(review(page)).toContainText("Part of another transfer: 3 of 4");
  await expect(review(page)).toContainText("Parts 1 and 3 are missing.");
  await expect(review(page).getByRole("button", { name: "Scan the screen" })).toHaveCount(1);
});

test("every_trouble_with_a_picture_is_told_by_its_name_and_what_to_do", async ({ page }) => {
  await open(page);
  await arrive(page, TROUBLES);
  for (const told of [
    "Not all of holiday.png could be searched in time. Crop it to the code and try again.",
    "too_slow.png could not be searched in time. Crop it to the code and try again.",
    "unreadable.png could not be read safely. Take a screenshot of the code instead.",
    "no_reader.png could not be read, as a part of Tessera is missing. Install Tessera again.",
    "damaged.png is damaged.",
  ]) {
    await expect(review(page)).toContainText(told);
  }
});

test("many_pictures_of_one_trouble_are_counted_and_named_when_asked", async ({ page }) => {
  await open(page);
  await arrive(page, TROUBLES);
  const first = review(page).getByText("IMG_4100.jpg");
  await expect(review(page).getByText("12 files show no QR code.")).toBeVisible();
  await expect(first).toBeHidden();
  await review(page).getByText("12 files show no QR code.").click();
  await expect(first).toBeVisible();
});

test("a_review_is_worked_through_by_keyboard_alone", async ({ page }) => {
  await open(page, { review: "found" });
  await expect(page.getByRole("button", { name: "Add 2 accounts" })).toBeFocused();
  const tick = page.getByRole("checkbox", { name: "Scaleway" });
  for (let i = 0; i < 6 && !(await tick.evaluate((box) => box === document.activeElement)); i++) await page.keyboard.press("Shift+Tab");
  await expect(tick).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Add 1 account" })).toBeVisible();
  await page.keyboard.press("Control+v");
  await expect(page.getByRole("dialog", { name: "6 accounts found" })).toBeVisible();
  await expect(tick).not.toBeChecked();
});

const uris = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `otpauth://totp/Site%20${from + i}:ada?secret=${i % 2 ? "GEZDGNBVGY3TQOJQ" : "MFRGGZDFMZTWQ2LK"}&issuer=Site%20${from + i}`).join("\n");

async function paste(page: Page, text: string) {
  await page.getByRole("button", { name: "Add an account" }).click();
  await page.getByRole("textbox", { name: "Address or secret" }).fill(text);
  await page.getByRole("button", { name: "Read it" }).click();
}

test("a_review_sums_up_and_shows_what_is_new_first_and_what_is_here_last_and_folded", async ({ page }) => {
  await open(page, { state: "empty" });
  await page.getByRole("textbox", { name: "Address or secret" }).fill(uris(0, 4));
  await page.getByRole("button", { name: "Read it" }).click();
  await expect(page.getByRole("dialog", { name: "4 accounts found" })).not.toContainText("already here");
  await page.getByRole("button", { name: "Add 4 accounts" }).click();
  await paste(page, `${uris(0, 4)}\notpauth://totp/Broken:ada?secret=01890189&issuer=Broken\n${uris(4, 6)}`);
  await expect(page.getByRole("dialog", { name: "7 accounts found" })).toContainText("2 new · 1 cannot be used · 4 already here");
  await expect(review(page).getByRole("listitem")).toContainText(["Site 4", "Site 5", "Broken"]);
  await expect(review(page).getByText("Site 0")).toBeHidden();
  await review(page).getByText("4 already here", { exact: true }).click();
  await expect(review(page).getByText("Site 0")).toBeVisible();
});

test("a_review_of_what_is_all_here_says_so_and_offers_no_other_way_in", async ({ page }) => {
  await open(page);
  await paste(page, uris(0, 3));
  await page.getByRole("button", { name: "Add 3 accounts" }).click();
  await paste(page, uris(0, 3));
  await expect(page.getByRole("dialog", { name: "Nothing new: all 3 are already here" })).toContainText("Site 2");
  await expect(review(page).getByRole("button")).toHaveText(["Close"]);
});

test("a_long_review_is_searched_and_ticks_stay_as_they_are", async ({ page }) => {
  await open(page, { state: "empty" });
  await page.getByRole("textbox", { name: "Address or secret" }).fill(uris(0, 20));
  await page.getByRole("button", { name: "Read it" }).click();
  const field = page.getByRole("textbox", { name: "Search in what was found" });
  await field.fill("site 17");
  await field.press("Enter");
  await expect(review(page).getByRole("listitem")).toHaveText([/Site 17/]);
  await page.getByRole("checkbox", { name: "Site 17" }).uncheck();
  await field.fill("");
  await expect(review(page).getByRole("listitem")).toHaveCount(20);
  await expect(page.getByRole("button", { name: "Add 19 accounts" })).toBeVisible();
  await page.getByRole("button", { name: "Select none" }).click();
  await expect(review(page).getByRole("checkbox", { checked: true })).toHaveCount(0);
  await page.getByRole("button", { name: "Select all new" }).click();
  await expect(page.getByRole("button", { name: "Add 20 accounts" })).toBeVisible();
});
