import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test as plain } from "@playwright/test";
import type { Handles } from "../src/served";
import { arrive, refuse, TROUBLES } from "./states";

declare global {
  var tesseraTest: Handles;
}

/**
 * Every test runs under the product's CSP, which the preview serves, and with Tauri's freezePrototype;
 * a breach of either, or any other error in the page, fails it.
 */
export const test = plain.extend<{ strict: undefined }>({
  strict: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      await page.addInitScript(() => {
        Object.freeze(Object.prototype);
        document.addEventListener("securitypolicyviolation", (event) => {
          throw new Error(`CSP: ${event.violatedDirective} ${event.blockedURI}`);
        });
      });
      await use(undefined);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** Twelve seconds into a step of 30 and of 60. */
export const NOW = 4_000_000_032;

export type Query = Record<string, string | number>;

export async function open(page: Page, query: Query = {}) {
  const asked = new URLSearchParams({ now: String(NOW), ...query } as Record<string, string>);
  await page.goto(`/?${asked}`);
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeAttached();
  await settled(page);
}

/** Everything that the page has asked is answered. */
export const settled = (page: Page) => expect.poll(() => page.evaluate(() => tesseraTest.pending())).toBe(0);

/** Holds back the answers to a command, as a slow shell does. What is given lets them through. */
export async function hold(page: Page, command: string): Promise<() => Promise<void>> {
  await page.evaluate((command) => tesseraTest.hold(command), command);
  return () => page.evaluate(() => tesseraTest.release());
}

export const search = (page: Page) => page.getByRole("combobox", { name: "Search" });
export const rows = (page: Page) => page.getByRole("row");
export const row = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(`^${name}`) });
export const toast = (page: Page) => page.locator("#toast p");

/** What opened the vaults of the scenes some days ago, and opens one of their copies. */
export const OLD_PASSWORD = "an old password";
/** What opens the vault that holds an entry which cannot be read. */
export const UNREADABLE_PASSWORD = "correct horse battery staple";

/** Types a password where one is asked for, once it is. */
/** Locks, and waits for the page that takes the place of the one before: what is typed into that is gone. */
export async function lock(page: Page) {
  const loaded = page.waitForEvent("load");
  await page.keyboard.press("Control+l");
  await loaded;
}

export async function givePassword(page: Page, password = "pass") {
  await expect(page.locator("input[type=password]:focus")).toBeVisible();
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
}

/** As a paste of that text by the system; without one, of a picture. */
export async function paste(page: Page, text: string) {
  await page.evaluate((given) => {
    const clipboardData = new DataTransfer();
    if (given) clipboardData.setData("text/plain", given);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    const taken = !document.activeElement?.dispatchEvent(event);
    if (!taken) document.execCommand("insertText", false, given);
  }, text);
}

export interface Screen {
  name: string;
  query: Query;
  reach?: (page: Page) => Promise<unknown>;
}

const menu = (item: string | RegExp) => async (page: Page) => {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: item }).click();
};

/** Begins to move to an app of that name; the guarded file where there are two. */
export const moveTo = (app: string) => async (page: Page) => {
  await menu("Move to another app")(page);
  await page.getByRole("dialog").getByRole("button", { name: app }).first().click();
  await expect(page.getByRole("dialog").getByRole("button", { name: /^(Back|Cancel)$/ })).toBeVisible();
};

/** Something happens around the application: see `Handles`. */
export const control = <T>(page: Page, name: string, argument?: unknown) =>
  page.evaluate(([name, argument]) => tesseraTest.control(name as string, argument), [name, argument]) as Promise<T>;

/** The groups of the recovery code that is right now. */
export const recoveryGroups = async (page: Page) => (await control<string[] | null>(page, "recovery")) ?? [];

/** The same, as someone might type it. */
export const recoveryCode = async (page: Page) => (await recoveryGroups(page)).join("-").toLowerCase();

/** Goes on from a new sheet's code, to where two groups of it are typed back. */
export async function toTheCheck(page: Page) {
  await page.getByRole("button", { name: "I have printed" }).click();
  await expect(page.getByRole("dialog", { name: "Check the paper" })).toBeVisible();
}

/** Types back the groups of a new sheet that are asked for, and finishes it. */
export async function finishSheet(page: Page) {
  await toTheCheck(page);
  const groups = await recoveryGroups(page);
  for (const [at, group] of groups.entries()) {
    const field = page.getByRole("textbox", { name: `Group ${at + 1}` });
    if ((await field.count()) > 0) await field.fill(group.toLowerCase());
  }
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("dialog", { name: "Check the paper" })).toHaveCount(0);
}

const setting = (button: string) => async (page: Page) => {
  await page.keyboard.press("Control+,");
  await page.getByRole("dialog").getByRole("button", { name: button }).click();
};
const backup = (name: RegExp) => async (page: Page) => {
  await menu("Backups")(page);
  await page.getByRole("dialog").getByRole("button", { name }).first().click();
};
const looked = async (page: Page) => {
  await page.getByRole("button", { name: "Look" }).click();
  await expect(page.getByRole("dialog").getByRole("listitem").first()).toBeVisible();
};

const reviewed = (page: Page) => expect(page.getByRole("dialog")).toBeVisible();
const reading = async (page: Page) => {
  await expect(page.getByRole("dialog").or(rows(page).first()).first()).toBeVisible();
  await page.evaluate(() => tesseraTest.emit({ name: "capture", payload: { done: 3, total: 20 } }));
  await expect(page.getByText("3 of 20 pictures")).toBeVisible();
};

/** Every screen and sheet there is, and how to get there. */
/** Of the chosen account. */
export async function openCodes(page: Page) {
  await expect(rows(page).first()).toBeVisible();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Recovery codes" }).click();
  await expect(page.getByRole("dialog", { name: "Recovery codes" })).toBeVisible();
}

/** A list as a site shows it. */
export async function keepCodes(page: Page) {
  const codes = ["1a2b3-c4d5e", "f6a7b-8c9d0", "11223-34455", "66778-8990a", "abc12-def34", "98765-43210", "a1b2c-3d4e5", "0f9e8-d7c6b"];
  await page.getByLabel("The codes, or the whole text around them").fill(`Your recovery codes:\n${codes.join("\n")}`);
  await page.getByRole("button", { name: "Keep the codes" }).click();
  await expect(page.getByText("8 of 8 left")).toBeVisible();
}

export const SCREENS: Screen[] = [
  { name: "first run", query: { state: "absent" } },
  { name: "first run, restore", query: { state: "absent" }, reach: (page) => page.getByText("Restore from a backup").click() },
  {
    name: "first run, recovery sheet offered",
    query: { state: "absent" },
    async reach(page) {
      await page.getByLabel("Choose a password").fill("correct horse");
      await page.getByLabel("Repeat it").fill("correct horse");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("dialog", { name: "Make a recovery sheet" })).toBeVisible();
    },
  },
  {
    name: "several selected",
    query: {},
    async reach(page) {
      await page.keyboard.press("Shift+ArrowDown");
      await expect(page.getByRole("toolbar", { name: "2 selected" })).toBeVisible();
    },
  },
  {
    name: "tags of several",
    query: {},
    async reach(page) {
      await page.keyboard.press("Control+a");
      await page.getByRole("toolbar", { name: "38 selected" }).getByRole("button", { name: "Tag" }).click();
      await expect(page.getByRole("menuitem", { name: "New tag" })).toBeVisible();
    },
  },
  {
    name: "order",
    query: {},
    async reach(page) {
      await menu(/^Order/)(page);
      await expect(page.getByRole("menuitemradio", { name: "My own order" })).toBeVisible();
    },
  },
  {
    name: "rename a tag",
    query: {},
    async reach(page) {
      await page.getByRole("button", { name: "Work", exact: true }).click();
      await page.getByRole("button", { name: "Rename Work" }).click();
      await expect(page.getByRole("dialog", { name: "Rename the tag" })).toBeVisible();
    },
  },
  { name: "unlock", query: { state: "locked", reason: "idle" } },
  { name: "unlock for links", query: { state: "locked", waiting: 3 } },
  {
    name: "unlock with the keyring",
    query: { state: "locked", device: "on", reason: "screen" },
    reach: (page) => expect(page.getByRole("button", { name: "keyring" })).toBeVisible(),
  },
  {
    name: "keyring emptied",
    query: { state: "locked", device: "emptied" },
    reach: (page) => expect(page.getByText("no longer holds")).toBeVisible(),
  },
  {
    name: "recovery code with a typo",
    query: { state: "locked" },
    async reach(page) {
      await page.getByRole("button", { name: "Forgot the password?" }).click();
      const code = await recoveryCode(page);
      // A code by chance may have an x there.
      const wrong = code[12] === "x" ? "y" : "x";
      await page.keyboard.insertText(`${code.slice(0, 12)}${wrong}${code.slice(13, 20)}`);
      await expect(page.getByText("Group 3 has a typo")).toBeVisible();
    },
  },
  {
    name: "new password after recovery",
    query: { state: "locked" },
    async reach(page) {
      await page.getByRole("button", { name: "Forgot the password?" }).click();
      await page.keyboard.insertText(await recoveryCode(page));
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByLabel("New password")).toBeFocused();
    },
  },
  {
    name: "wrong password",
    query: { state: "locked" },
    async reach(page) {
      await givePassword(page, "wrong");
      await expect(page.getByText("Wrong password")).toBeVisible();
    },
  },
  {
    name: "damaged",
    query: { state: "damaged" },
    async reach(page) {
      await givePassword(page);
      await expect(page.getByRole("heading", { name: "damaged" })).toBeVisible();
      await expect(page.getByText("verified").first()).toBeVisible();
    },
  },
  { name: "empty vault", query: { state: "empty" } },
  { name: "empty vault on a desktop that asks", query: { state: "empty", screen: "asks" } },
  {
    name: "nothing on the screen",
    query: { state: "empty", scan: "nothing" },
    async reach(page) {
      await page.getByRole("button", { name: "Scan the screen" }).click();
      await expect(page.getByText("No QR code was seen")).toBeVisible();
    },
  },
  { name: "pictures being read", query: {}, reach: reading },
  { name: "pictures being read over the review", query: { review: "found" }, reach: reading },
  { name: "list", query: {}, reach: (page) => expect(page.getByRole("img", { name: /^Code/ }).first()).toBeVisible() },
  { name: "list with hidden codes", query: { hide: 1 } },
  { name: "expiring codes", query: { now: NOW + 14 }, reach: (page) => expect(page.getByText(/^next/).first()).toBeVisible() },
  { name: "nothing found", query: {}, reach: (page) => page.keyboard.type("zzzq") },
  { name: "toast", query: {}, reach: (page) => page.keyboard.press("Alt+1") },
  {
    name: "capture box over a list",
    query: {},
    async reach(page) {
      await page.getByRole("button", { name: "Add an account" }).click();
      await page.keyboard.type("otpauth://totp/GitHub:ada@analytical.dev?secret=JBSWY3DPEHPK3PXP&issuer=GitHub");
      await expect(page.getByRole("button", { name: "Read it" })).toBeVisible();
    },
  },
  { name: "menu", query: {}, reach: (page) => page.getByRole("button", { name: "Menu" }).click() },
  { name: "row menu", query: {}, reach: (page) => page.keyboard.press("Shift+F10") },
  { name: "review", query: { review: "found" }, reach: reviewed },
  { name: "review of other codes", query: { review: "others" }, reach: reviewed },
  { name: "review of two transfers", query: { review: "two", screen: "none" }, reach: reviewed },
  { name: "review of encrypted files", query: { review: "sealed" }, reach: reviewed },
  {
    name: "review of a database with a key file",
    query: { review: "keepass" },
    async reach(page) {
      await page.getByRole("button", { name: "Choose a key file for Ada.kdbx" }).click();
      await givePassword(page, "wrong");
      await expect(page.getByText("Wrong password or key file")).toBeVisible();
    },
  },
  {
    name: "file that takes long to open",
    query: { review: "endless" },
    async reach(page) {
      await givePassword(page);
      await expect(page.getByText("Opening this file takes about")).toBeVisible();
    },
  },
  {
    name: "file being opened",
    query: { review: "endless" },
    async reach(page) {
      await givePassword(page);
      await expect(page.getByText("Opening this file takes about")).toBeVisible();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("button", { name: "Stop opening" })).toBeVisible();
    },
  },
  {
    name: "encrypted file that is damaged",
    query: { review: "damaged" },
    async reach(page) {
      await givePassword(page);
      await expect(page.getByText("aegis-export-20261122.json is damaged.")).toBeVisible();
    },
  },
  { name: "review of 10,000 accounts", query: { review: "many" }, reach: reviewed },
  {
    name: "review with troubles",
    query: {},
    async reach(page) {
      await arrive(page, TROUBLES);
      await page.getByText("12 files show no QR code.").click();
    },
  },
  {
    name: "add",
    query: {},
    async reach(page) {
      await page.keyboard.press("Control+n");
      await page.getByText("Advanced").click();
    },
  },
  {
    name: "edit",
    query: {},
    async reach(page) {
      await page.keyboard.press("Control+e");
      await page.getByText("Details").click();
      await expect(page.getByRole("dialog").getByText("SHA-1")).toBeVisible();
    },
  },
  {
    name: "edit of a counter",
    query: {},
    async reach(page) {
      await page.keyboard.type("tape");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Control+e");
      await page.getByLabel("Counter").fill("x");
      await page.keyboard.press("Enter");
      await expect(page.getByText("The counter is not a whole number")).toBeVisible();
    },
  },
  {
    name: "another secret",
    query: {},
    async reach(page) {
      await page.keyboard.press("Control+e");
      await page.getByText("Details").click();
      await page.getByRole("button", { name: "Change the secret or its settings" }).click();
      await page.getByLabel("Password of this vault").fill("wrong");
      await page.keyboard.press("Enter");
      await expect(page.getByText("Wrong password")).toBeVisible();
    },
  },
  {
    name: "refused code",
    query: {},
    async reach(page) {
      await page.keyboard.press("Shift+F10");
      await page.getByRole("menuitem", { name: "The site refuses my code" }).click();
      await expect(page.getByText("This computer says")).toBeVisible();
    },
  },
  { name: "recovery codes to paste", query: {}, reach: (page) => openCodes(page) },
  {
    name: "recovery codes",
    query: {},
    async reach(page) {
      await openCodes(page);
      await keepCodes(page);
      await page.getByRole("checkbox", { name: "Code 1 was used" }).click();
      await expect(page.getByText("7 of 8 left")).toBeVisible();
    },
  },
  {
    name: "what an account was before",
    query: {},
    async reach(page) {
      await page.keyboard.press("Control+e");
      await page.getByLabel("Site or app").fill("Another name");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await expect(row(page, "Another name")).toBeVisible();
      await page.keyboard.press("Control+e");
      await page.getByText("Details", { exact: true }).click();
      await page.getByRole("button", { name: "What it was before" }).click();
      await expect(page.getByRole("button", { name: "Put back" })).toBeVisible();
    },
  },
  {
    name: "recently removed",
    query: {},
    async reach(page) {
      await page.keyboard.press("Delete");
      await expect(toast(page)).toContainText("removed");
      await menu("Recently removed")(page);
    },
  },
  { name: "save a backup", query: {}, reach: menu("Save a backup") },
  { name: "move to another app", query: {}, reach: menu("Move to another app") },
  { name: "move, encrypted", query: {}, reach: moveTo("Bitwarden") },
  {
    name: "move, not encrypted",
    query: {},
    async reach(page) {
      await moveTo("Proton Authenticator")(page);
      await page.getByLabel("Password of this vault").fill("wrong");
      await page.getByLabel("Type “plaintext” to go on").fill("plain");
      await page.keyboard.press("Enter");
      await expect(page.getByText("Type the word plaintext")).toBeVisible();
    },
  },
  { name: "move, nothing to take", query: { state: "empty" }, reach: moveTo("Stratum") },
  { name: "QR codes for a phone, password", query: {}, reach: moveTo("Show QR codes for a phone") },
  {
    name: "QR codes for a phone",
    query: {},
    async reach(page) {
      await moveTo("Show QR codes for a phone")(page);
      await givePassword(page);
      await expect(page.getByRole("img", { name: "QR code, part 1 of 4" })).toBeVisible();
    },
  },
  { name: "restore while unlocked", query: {}, reach: backup(/Restore from a file/) },
  { name: "backups", query: { backups: "second", trouble: "second_failed" }, reach: menu("Backups") },
  { name: "no backups", query: { backups: "none" }, reach: menu("Backups") },
  {
    name: "comparison",
    query: {},
    async reach(page) {
      await backup(/yesterday/)(page);
      await page.getByRole("checkbox", { name: "Proton" }).uncheck();
    },
  },
  { name: "copy under an old password", query: {}, reach: backup(/needs its password/) },
  {
    name: "password changed elsewhere",
    query: {},
    async reach(page) {
      await control(page, "password", "another one");
      await page.evaluate(() => dispatchEvent(new Event("focus")));
      await expect(page.getByRole("button", { name: "Type it" })).toBeVisible();
    },
  },
  {
    name: "password changed elsewhere, over a form",
    query: {},
    async reach(page) {
      await page.keyboard.press("Control+n");
      await control(page, "password", "another one");
      await page.evaluate(() => dispatchEvent(new Event("focus")));
      await page.getByRole("dialog").getByRole("button", { name: "Type it" }).click();
      await expect(page.getByRole("dialog", { name: "The password was changed" })).toBeVisible();
    },
  },
  {
    name: "password changed while locked",
    query: {},
    async reach(page) {
      await lock(page);
      await control(page, "password", "another one");
      await givePassword(page);
      await expect(page.getByText("was changed on another computer")).toBeVisible();
    },
  },
  { name: "bars", query: { conflicts: 2, backups: "none", trouble: "failed" } },
  { name: "bars that go", query: { unreadable: 1 } },
  { name: "conflicts", query: { conflicts: 3 }, reach: looked },
  {
    name: "conflicts after merging",
    query: { conflicts: 3 },
    async reach(page) {
      await looked(page);
      await page.getByRole("button", { name: "Merge" }).last().click();
      await expect(page.getByText("Two copies were merged")).toBeVisible();
      await refuse(page, "merge_conflict", { code: "other_vault" });
      await page.getByRole("button", { name: "Merge" }).last().click();
      await expect(page.getByText("another vault")).toBeVisible();
    },
  },
  { name: "what cannot be read", query: { unreadable: 1 }, reach: looked },
  {
    name: "save what cannot be read",
    query: { unreadable: 1 },
    async reach(page) {
      await looked(page);
      await page.getByRole("button", { name: "Save to a file" }).click();
    },
  },
  { name: "doubtful clock", query: { clock: "off" }, reach: (page) => expect(page.getByText("The clock may be wrong.")).toBeVisible() },
  {
    name: "health",
    query: { clock: "off", plain_swap: 1, device: "on", recovery: 0 },
    async reach(page) {
      await menu("Is everything in order?")(page);
      await expect(page.getByText("In order:")).toBeVisible();
    },
  },
  {
    name: "accounts with the same codes",
    query: {},
    async reach(page) {
      const links = ["Old site", "New site"].map((name) => `otpauth://totp/${encodeURIComponent(name)}:ada?secret=JBSWY3DPEHPK3PXP`);
      await paste(page, links.join("\n"));
      await page.getByRole("dialog").getByRole("button", { name: /^Add/ }).click();
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await menu("Is everything in order?")(page);
      await page.getByRole("button", { name: "Merge them" }).click();
      await expect(page.getByRole("dialog", { name: "Accounts with the same codes" })).toBeVisible();
    },
  },
  { name: "settings", query: {}, reach: (page) => page.keyboard.press("Control+,") },
  {
    name: "settings, ways in",
    query: { device: "on" },
    async reach(page) {
      await page.keyboard.press("Control+,");
      await page.getByRole("heading", { name: "Ways in" }).scrollIntoViewIfNeeded();
      await page.getByLabel("Ask for the password").scrollIntoViewIfNeeded();
    },
  },
  { name: "strengthen", query: {}, reach: setting("Strengthen") },
  { name: "remove the recovery sheet", query: {}, reach: setting("Remove") },
  {
    name: "recovery sheet",
    query: {},
    async reach(page) {
      await setting("Make a new one")(page);
      await givePassword(page);
      await expect(page.getByText("Group 7").or(page.getByRole("listitem", { name: "Group 7" }))).toBeAttached();
    },
  },
  {
    name: "recovery sheet, two groups",
    query: {},
    async reach(page) {
      await setting("Make a new one")(page);
      await givePassword(page);
      await toTheCheck(page);
    },
  },
  {
    name: "recovery sheet, a wrong group",
    query: {},
    async reach(page) {
      await setting("Make a new one")(page);
      await givePassword(page);
      await toTheCheck(page);
      for (const field of await page.getByRole("dialog").getByRole("textbox").all()) await field.fill("abcde");
      await page.keyboard.press("Enter");
      await expect(page.getByText("This is not group")).toBeVisible();
    },
  },
  {
    name: "recovery sheet, left unfinished",
    query: {},
    async reach(page) {
      await setting("Make a new one")(page);
      await givePassword(page);
      await expect(page.getByRole("dialog", { name: "Your new recovery sheet" })).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog", { name: "Leave the sheet unfinished?" })).toBeVisible();
    },
  },
  {
    name: "recovery sheet, unfinished",
    query: {},
    async reach(page) {
      await setting("Make a new one")(page);
      await givePassword(page);
      await expect(page.getByRole("dialog", { name: "Your new recovery sheet" })).toBeVisible();
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Leave it" }).click();
      await expect(page.getByText("was not finished")).toBeVisible();
    },
  },
  {
    name: "change password",
    query: {},
    async reach(page) {
      await page.keyboard.press("Control+,");
      await page.getByRole("button", { name: "Change the password" }).click();
      await expect(page.getByLabel("Password now")).toBeFocused();
    },
  },
  { name: "keys", query: {}, reach: (page) => page.keyboard.press("?") },
  { name: "drag", query: {}, reach: (page) => page.evaluate(() => tesseraTest.emit({ name: "drag", payload: { over: true } })) },
];

export async function visit(page: Page, screen: Screen, more: Query = {}) {
  await open(page, { ...screen.query, ...more });
  await screen.reach?.(page);
}

/** Elements whose content is wider than they are though they neither scroll nor end in an ellipsis. */
export const overflowing = () =>
  [...document.querySelectorAll<HTMLElement>("body *")]
    .filter((element) => {
      if (!(element instanceof HTMLElement) || element.matches(".unseen, .unseen *, option, select, input")) return false;
      const { right, left, width } = element.getBoundingClientRect();
      const clipped = element.closest(".chips") !== null;
      return width > 0 && !clipped && (right > innerWidth + 0.5 || left < -0.5);
    })
    .map((element) => `${element.tagName} ${element.className}`);

/** What is pressed or chosen and does not show all of its words. */
export const clipped = () =>
  [...document.querySelectorAll<HTMLElement>("button, summary, label, dt, dd, h1, h2, .pill")]
    .filter((element) => {
      if (element.matches(".unseen, .unseen *") || element.getBoundingClientRect().width === 0) return false;
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
      return getComputedStyle(element).display !== "inline" && (scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 2);
    })
    .map((element) => `${element.tagName} ${element.className} ${element.textContent?.trim()}`);

/** Accented and two fifths longer; the same from right to left. */
export const PSEUDO = ["en-XA", "en-XB"];

export async function speak(page: Page, language: string) {
  await page.evaluate((asked) => tesseraTest.speak(asked), language);
  await expect(page.locator("html")).toHaveAttribute("lang", language);
}

export async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).analyze();
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.target.join(" ")), why: nodes[0]?.failureSummary }))).toEqual([]);
}
