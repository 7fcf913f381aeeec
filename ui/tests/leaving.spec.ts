import { expect, type Page } from "@playwright/test";
import { control, givePassword, lock, moveTo, open, settled, test, toast } from "./page";

const sheet = (page: Page) => page.getByRole("dialog");
const vaultPassword = (page: Page) => page.getByLabel("Password of this vault");
const word = (page: Page) => page.getByLabel("Type “plaintext” to go on");

async function seal(page: Page, text: string, again = text) {
  await page.getByLabel("New password for the file").fill(text);
  await page.getByLabel("Repeat the new one").fill(again);
  await page.keyboard.press("Enter");
}

test("encrypted_files_come_first_and_the_others_are_said_to_be_open", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "Move to another app" }).click();
  const region = (name: string) => sheet(page).getByRole("region", { name });
  await expect(region("Encrypted, recommended").getByRole("button")).toHaveText(["Aegis", "2FAS", "Bitwarden"]);
  await expect(region("Not encrypted")).toContainText("Whoever reads such a file has your accounts.");
  await expect(region("Not encrypted").getByRole("button")).toHaveCount(11);
  const all = await sheet(page).getByRole("heading", { level: 2 }).allInnerTexts();
  expect(all).toEqual(["Encrypted, recommended", "Without a file", "Not encrypted"]);
});

test("accounts_that_are_selected_leave_alone", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Shift+ArrowDown");
  await page.getByRole("toolbar", { name: "2 selected" }).getByRole("button", { name: "Move to another app" }).click();
  await expect(sheet(page)).toContainText("2 accounts. They stay in Tessera as well.");
  await sheet(page).getByRole("button", { name: "Aegis" }).first().click();
  await expect(sheet(page)).toContainText("Aegis takes all 2 accounts. Nothing is lost.");
});

test("what_an_app_cannot_carry_is_said_by_name_before_anything_is_typed", async ({ page }) => {
  await open(page);
  await moveTo("Bitwarden")(page);
  await expect(sheet(page)).toContainText("Bitwarden takes 37 of 38 accounts.");
  await expect(sheet(page)).toContainText("1 account stays behind: Bitwarden has no codes of its kind.");
  await expect(sheet(page)).toContainText("Tags of 1 account stay behind.");
  const named = sheet(page).getByRole("listitem").filter({ hasText: "stays behind" }).getByRole("listitem");
  await expect(named).toHaveText([/^Backup tape vault/]);
  await sheet(page).getByRole("button", { name: "Back" }).click();
  await expect(sheet(page).getByRole("button", { name: /^Bitwarden/ }).first(), "the focus comes back").toBeFocused();
  await sheet(page).getByRole("button", { name: "Aegis" }).first().click();
  await expect(sheet(page)).toContainText("Aegis takes all 38 accounts. Nothing is lost.");
});

test("an_encrypted_file_takes_the_vaults_password_and_one_of_its_own_typed_twice", async ({ page }) => {
  await open(page);
  await moveTo("Aegis")(page);
  await expect(vaultPassword(page)).toBeFocused();
  await vaultPassword(page).fill("wrong");
  await seal(page, "", "");
  await expect(sheet(page)).toContainText("The file needs a password. Type one.");
  await seal(page, "one thing", "another");
  await expect(sheet(page)).toContainText("The two passwords differ");
  await seal(page, "one thing");
  await expect(sheet(page)).toContainText("Wrong password");
  await expect(vaultPassword(page)).toBeFocused();
  await expect(vaultPassword(page)).toHaveValue("");
  await page.keyboard.type("pass");
  await page.keyboard.press("Enter");
  await expect(toast(page)).toHaveText("Saved as accounts-aegis-encrypted.json: 38 accounts. Open it in Aegis with the password for the file.");
  await expect(sheet(page)).toHaveCount(0);
});

test("a_file_that_is_not_encrypted_needs_the_word_and_is_to_be_deleted_afterwards", async ({ page }) => {
  await open(page);
  await moveTo("Stratum")(page);
  await expect(sheet(page)).toContainText("The file is not encrypted. Whoever reads it has your accounts.");
  await vaultPassword(page).fill("pass");
  await page.keyboard.press("Enter");
  await expect(word(page)).toBeFocused();
  await expect(word(page)).toHaveAccessibleDescription(/Type the word plaintext/);
  await page.keyboard.type("Plaintext");
  await page.keyboard.press("Enter");
  await expect(toast(page)).toHaveText(
    "Saved as accounts-stratum.json: 38 accounts, not encrypted. Delete the file once the other app has the accounts.",
  );
});

test("several_pictures_are_told_by_the_first_and_their_number", async ({ page }) => {
  await open(page);
  await moveTo("as pictures")(page);
  await vaultPassword(page).fill("pass");
  await word(page).fill("plaintext");
  await page.keyboard.press("Enter");
  await expect(toast(page)).toContainText("Saved as accounts-google-qr-1-of-4.png and 3 more: 36 accounts, not encrypted. Delete the files");
});

test("a_dialog_that_is_dismissed_leaves_the_sheet_as_it_was", async ({ page }) => {
  await open(page, { dialog: "dismissed" });
  await moveTo("Stratum")(page);
  await vaultPassword(page).fill("pass");
  await word(page).fill("plaintext");
  await page.keyboard.press("Enter");
  await expect(sheet(page).getByRole("button", { name: "Choose a place" })).toBeEnabled();
  await expect(word(page)).toHaveValue("plaintext");
  await expect(toast(page)).toHaveCount(0);
});

test("a_sheet_that_is_closed_behind_the_dialog_writes_no_file", async ({ page }) => {
  await open(page, { dialog: "slow" });
  await moveTo("Stratum")(page);
  await vaultPassword(page).fill("pass");
  await word(page).fill("plaintext");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(sheet(page)).toContainText("Your accounts stay in Tessera as well.");
  await control(page, "answer");
  await expect.poll(() => page.evaluate(() => tesseraTest.pending())).toBe(0);
  expect(await control(page, "saved")).toEqual([]);
  await expect(toast(page)).toHaveCount(0);
  await expect(sheet(page)).toContainText("Your accounts stay in Tessera as well.");
});

test("the_vault_itself_is_refused_as_a_place_in_words", async ({ page }) => {
  await open(page, { dialog: "own" });
  await moveTo("Stratum")(page);
  await vaultPassword(page).fill("pass");
  await word(page).fill("plaintext");
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toContainText("That is a file of Tessera itself. Choose another place.");
});

async function showCodes(page: Page) {
  await moveTo("Show QR codes for a phone")(page);
  await page.keyboard.type("pass");
  await page.keyboard.press("Enter");
  await expect(code(page, 1)).toBeVisible();
}
const code = (page: Page, part: number) => page.getByRole("img", { name: `QR code, part ${part} of 4` });

test("whoever_says_no_to_the_question_before_a_transfer_is_back_at_the_password", async ({ page }) => {
  await open(page, { confirm: "refused" });
  await moveTo("Show QR codes for a phone")(page);
  await givePassword(page);
  await settled(page);
  await expect(sheet(page).getByLabel("Password", { exact: true })).toBeFocused();
  await expect(code(page, 1)).toHaveCount(0);
  await expect(toast(page)).toHaveCount(0);
  expect(await control(page, "transfer")).toBe(0);
});

test("codes_for_a_phone_are_shown_after_the_password_and_turned_by_keys_and_buttons", async ({ page }) => {
  await open(page);
  await moveTo("Show QR codes for a phone")(page);
  await expect(sheet(page)).toContainText("Google Authenticator takes 36 of 38 accounts.");
  await expect(sheet(page)).toContainText("2 accounts stay behind");
  await expect(sheet(page).getByRole("listitem").filter({ hasText: /^(Steam|Mercury Bank)/ })).toHaveCount(2);
  await page.keyboard.type("wrong");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Wrong password")).toBeVisible();
  expect(await control(page, "transfer")).toBe(0);
  await page.keyboard.type("pass");
  await page.keyboard.press("Enter");
  await expect(code(page, 1)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Part 1 of 4" })).toBeVisible();
  await expect(sheet(page).getByRole("button", { name: "Back" })).toBeDisabled();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowRight");
  await expect(code(page, 2)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(code(page, 3)).toBeVisible();
  await sheet(page).getByRole("button", { name: "Back" }).click();
  await expect(code(page, 2)).toBeVisible();
  await sheet(page).getByRole("button", { name: "Back" }).click();
  await expect(code(page, 1)).toBeVisible();
  await expect(sheet(page).getByRole("button", { name: "Next" }), "the focus is never lost").toBeFocused();
  for (const part of [2, 3]) {
    await page.keyboard.press("ArrowRight");
    await expect(code(page, part)).toBeVisible();
  }
  await page.keyboard.press("ArrowRight");
  await expect(code(page, 4)).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(sheet(page)).toHaveCount(0);
  expect(await control(page, "transfer"), "the application no longer holds them").toBe(0);
});

for (const [how, away] of [
  ["Esc", (page: Page) => page.keyboard.press("Escape")],
  ["a lock", lock],
] as const) {
  test(`codes for a phone go with ${how}`, async ({ page }) => {
    await open(page);
    await showCodes(page);
    await away(page);
    await expect(sheet(page)).toHaveCount(0);
    await expect.poll(() => control(page, "transfer")).toBe(0);
    await expect(page.locator("canvas")).toHaveCount(0);
  });
}

for (const [width, height, least] of [
  [320, 420, 280],
  [400, 640, 400],
  [1000, 700, 400],
] as const) {
  for (const theme of ["light", "dark"] as const) {
    test(`a code is large, whole and black on white at ${width} × ${height} in ${theme}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await open(page, { theme });
      await showCodes(page);
      const box = (await page.locator("canvas").boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      expect(box.width).toBeGreaterThanOrEqual(least);
      expect(Math.abs(box.width - box.height)).toBeLessThan(1);
      const footer = await page.getByRole("button", { name: "Next", exact: true }).boundingBox();
      expect(box.y + box.height, "nothing has to be scrolled").toBeLessThanOrEqual(footer?.y ?? 0);
      // Four modules of quiet, then the finder in the corner.
      const seen = await page.locator("canvas").evaluate((canvas: HTMLCanvasElement) => {
        const ink = canvas.getContext("2d");
        const pixel = (x: number) => ink?.getImageData(x, x, 1, 1).data.slice(0, 3).join();
        const quiet = Array.from({ length: canvas.width }, (_, x) => pixel(x)).findIndex((colour) => colour !== "255,255,255");
        const at = (place: number) => pixel(((place + 0.5) * quiet) / 4);
        const last = (canvas.width * 4) / quiet - 1;
        return [at(0), at(3), at(4), at(5), at(last)];
      });
      expect(seen).toEqual(["255,255,255", "255,255,255", "0,0,0", "255,255,255", "255,255,255"]);
    });
  }
}
