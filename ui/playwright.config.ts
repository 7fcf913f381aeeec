import { defineConfig } from "@playwright/test";

/** Debian's own Chromium over a preview of the page with the fake, served under the product's CSP. */
export default defineConfig({
  testDir: "tests",
  testMatch: "*.spec.ts",
  fullyParallel: true,
  workers: 2,
  reporter: [["list"]],
  timeout: 40_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: "http://localhost:4173",
    viewport: { width: 400, height: 640 },
    locale: "en-GB",
    timezoneId: "UTC",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: "npm run build:fake && npm run preview -- --mode fake",
    url: "http://localhost:4173",
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
