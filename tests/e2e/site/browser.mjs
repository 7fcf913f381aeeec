// A person in front of a browser: signs in to the site of site.py in a real Chromium window, opens the
// page that shows the QR code, and types the codes that they are told. One line in, one line out.
//
// node browser.mjs ADDRESS CHROMIUM

import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const { chromium } = createRequire(new URL("../../../ui/package.json", import.meta.url))("@playwright/test");
const [address, executablePath] = process.argv.slice(2);

const browser = await chromium.launch({
  executablePath,
  headless: false,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--window-position=0,0", "--window-size=1200,960"],
});
const page = await browser.newPage({ viewport: null });
const say = (word) => process.stdout.write(`${word}\n`);

async function signIn() {
  await page.goto(`${address}/account/login/`);
  await page.getByLabel("Username").fill("ada");
  await page.getByLabel("Password").fill("a password for the site");
  await page.getByRole("button", { name: "Next" }).click();
}

const deeds = {
  /** To the page that shows the QR code. */
  async enrol() {
    await signIn();
    await page.goto(`${address}/account/two_factor/setup/`);
    await page.getByRole("button", { name: "Next" }).click();
    const picture = page.locator("img[src*='qrcode']");
    await picture.waitFor();
    await picture.evaluate((shown) => shown.decode());
    return "shown";
  },
  /** A picture of the code alone, into a file, as a screenshot tool takes it. */
  async shoot(file) {
    await page.locator("img[src*='qrcode']").screenshot({ path: file });
    return "shot";
  },
  /** Types the code that proves the enrolment. */
  async confirm(code) {
    await page.getByLabel("Token").fill(code);
    await page.getByRole("button", { name: "Next" }).click();
    await page.waitForURL("**/setup/complete/");
    return "accepted";
  },
  /** A later login, at which the site asks for a code. */
  async login(code) {
    await page.context().clearCookies();
    await signIn();
    await page.getByLabel("Token").fill(code);
    await page.getByRole("button", { name: "Next" }).click();
    await page.waitForURL("**/account/two_factor/");
    return "welcome";
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [deed, ...rest] = line.split(" ");
  try {
    say(await deeds[deed](...rest));
  } catch (error) {
    say(`failed: ${String(error).replaceAll("\n", " ")} at ${page.url()}: ${(await page.innerText("body")).replaceAll("\n", " ")}`);
  }
}
await browser.close();
