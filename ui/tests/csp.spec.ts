import { expect, test as plain } from "@playwright/test";
import { row, test } from "./page";

test("the_header_is_there_and_styles_set_by_the_page_still_apply", async ({ page }) => {
  const response = await page.goto("/");
  expect(response?.headers()["content-security-policy"]).toContain("default-src 'none'");
  const tile = row(page, "Mercury Bank").locator(".tile");
  expect(await tile.evaluate((element) => getComputedStyle(element).getPropertyValue("--hue"))).not.toBe("");
  const button = page.getByRole("button", { name: "Menu" });
  await button.click();
  const [menu, above] = await Promise.all([page.getByRole("menu").boundingBox(), button.boundingBox()]);
  expect(menu?.y).toBeGreaterThan(above?.y ?? 0);
});

plain("a_breach_would_be_noticed", async ({ page }) => {
  await page.goto("/");
  const directive = await page.evaluate(
    () =>
      new Promise<string>((heard) => {
        document.addEventListener("securitypolicyviolation", (event) => heard(event.violatedDirective));
        document.body.setAttribute("style", "color: red");
      }),
  );
  expect(directive).toBe("style-src-attr");
});

plain("the_application_behind_the_page_speaks_with_no_other_page", async ({ page }) => {
  const opened = () =>
    page.evaluate(
      () =>
        new Promise<boolean>((told) => {
          const socket = new WebSocket("ws://127.0.0.1:4175");
          socket.onopen = () => told(true);
          socket.onerror = () => told(false);
        }),
    );
  await page.goto("/");
  expect(await opened()).toBe(true);
  await page.goto("about:blank");
  expect(await opened()).toBe(false);
});

test("the_built_page_holds_no_inline_script_or_style", async ({ request }) => {
  const html = await (await request.get("/")).text();
  expect(html).not.toMatch(/<style|style=|<script(?![^>]*\ssrc=)|\son\w+=/i);
});
