import { defineConfig } from "@playwright/test";

const server = process.env.TEST_SERVER;
if (!server) throw new Error("The application behind the page is not built. Start these tests with: cargo xtask test --only ui-e2e");

/** Debian's own Chromium over previews of the page, served under the product's CSP: on the real application, and on the fake. */
export default defineConfig({
  fullyParallel: true,
  workers: 2,
  reporter: [["list"]],
  timeout: 40_000,
  expect: { timeout: 15_000 },
  use: {
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
  projects: [
    { name: "real", testDir: "tests", testMatch: "*.spec.ts", testIgnore: "states/**", use: { baseURL: "http://localhost:4174" } },
    { name: "fake", testDir: "tests/states", testMatch: "*.spec.ts", use: { baseURL: "http://localhost:4173" } },
  ],
  webServer: [
    { command: `"${server}" 4175 http://localhost:4174`, port: 4175 },
    { command: "npm run build:served && npm run preview -- --mode served", url: "http://localhost:4174", timeout: 60_000 },
    { command: "npm run build:fake && npm run preview -- --mode fake", url: "http://localhost:4173", timeout: 60_000 },
  ],
});
