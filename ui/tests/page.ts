import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test as plain } from "@playwright/test";
import type { Handles } from "../src/fake";

declare global {
  var tesseraFake: Handles;
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
export const NOW = 1_795_315_212;

export type Query = Record<string, string | number>;

export async function open(page: Page, query: Query = {}) {
  const asked = new URLSearchParams({ now: String(NOW), ...query } as Record<string, string>);
  await page.goto(`/?${asked}`);
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeAttached();
}

export const search = (page: Page) => page.getByRole("combobox", { name: "Search" });
export const rows = (page: Page) => page.getByRole("row");
export const row = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(`^${name}`) });
export const toast = (page: Page) => page.locator("#toast p");

export interface Screen {
  name: string;
  query: Query;
  reach?: (page: Page) => Promise<unknown>;
}

const menu = (item: string) => async (page: Page) => {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: item }).click();
};

/** Every screen and sheet there is, and how to get there. */
export const SCREENS: Screen[] = [
  { name: "first run", query: { state: "absent" } },
  { name: "first run, restore", query: { state: "absent" }, reach: (page) => page.getByText("Restore from a backup").click() },
  { name: "unlock", query: { state: "locked", reason: "idle" } },
  {
    name: "wrong password",
    query: { state: "locked" },
    async reach(page) {
      await page.keyboard.type("wrong");
      await page.keyboard.press("Enter");
      await expect(page.getByText("Wrong password")).toBeVisible();
    },
  },
  {
    name: "damaged",
    query: { state: "damaged" },
    async reach(page) {
      await page.keyboard.type("x");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("heading", { name: "damaged" })).toBeVisible();
    },
  },
  { name: "empty vault", query: { state: "empty" } },
  { name: "list", query: {}, reach: (page) => expect(page.getByRole("img", { name: /^Code/ }).first()).toBeVisible() },
  { name: "list with hidden codes", query: { hide: 1 } },
  { name: "expiring codes", query: { now: NOW + 14 }, reach: (page) => expect(page.getByText(/^next/).first()).toBeVisible() },
  { name: "nothing found", query: {}, reach: (page) => page.keyboard.type("zzzq") },
  { name: "toast", query: {}, reach: (page) => page.keyboard.press("1") },
  { name: "add menu", query: {}, reach: (page) => page.getByRole("button", { name: "Add an account" }).click() },
  { name: "menu", query: {}, reach: (page) => page.getByRole("button", { name: "Menu" }).click() },
  { name: "row menu", query: {}, reach: (page) => page.keyboard.press("Shift+F10") },
  { name: "review", query: { review: 1 }, reach: (page) => expect(page.getByRole("dialog")).toBeVisible() },
  {
    name: "add",
    query: {},
    async reach(page) {
      await page.keyboard.press("Control+n");
      await page.getByText("Advanced").click();
    },
  },
  { name: "edit", query: {}, reach: (page) => page.keyboard.press("Control+e") },
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
  { name: "restore while unlocked", query: {}, reach: menu("Restore from a backup") },
  { name: "settings", query: {}, reach: (page) => page.keyboard.press("Control+,") },
  {
    name: "change password",
    query: {},
    async reach(page) {
      await page.keyboard.press("Control+,");
      await page.getByRole("button", { name: "Change the password" }).click();
    },
  },
  { name: "keys", query: {}, reach: (page) => page.keyboard.press("?") },
  { name: "drag", query: {}, reach: (page) => page.evaluate(() => tesseraFake.emit("drag", { over: true })) },
];

export async function visit(page: Page, screen: Screen, more: Query = {}) {
  await open(page, { ...screen.query, ...more });
  await screen.reach?.(page);
}

export async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).analyze();
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.target.join(" ")), why: nodes[0]?.failureSummary }))).toEqual([]);
}
