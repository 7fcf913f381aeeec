import { expect, test } from "@playwright/test";
import { row, SCREENS, visit } from "./page";

/** The preview serves the product's CSP as a header; Tauri's freezePrototype is played here. */
test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    Object.freeze(Object.prototype);
    document.addEventListener("securitypolicyviolation", (event) => {
      throw new Error(`CSP: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
});

for (const screen of SCREENS) {
  test(`${screen.name} stays within the CSP and a frozen prototype`, async ({ page }) => {
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await visit(page, screen);
    expect(complaints).toEqual([]);
  });
}

test("the_header_is_there_and_styles_set_by_the_page_still_apply", async ({ page }) => {
  const response = await page.goto("/");
  expect(response?.headers()["content-security-policy"]).toContain("default-src 'none'");
  const tile = row(page, "GitHub").locator(".tile");
  expect(await tile.evaluate((element) => getComputedStyle(element).getPropertyValue("--hue"))).not.toBe("");
  await page.getByRole("button", { name: "Menu" }).click();
  const [menu, button] = await Promise.all([page.getByRole("menu").boundingBox(), page.getByRole("button", { name: "Menu" }).boundingBox()]);
  expect(menu?.y).toBeGreaterThan(button?.y ?? 0);
});

test("the_built_page_holds_no_inline_script_or_style", async ({ request }) => {
  const html = await (await request.get("/")).text();
  expect(html).not.toMatch(/<style|style=|<script(?![^>]*\ssrc=)|\son\w+=/i);
});
