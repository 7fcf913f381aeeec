import { defineConfig } from "@playwright/test";

const server = process.env.TEST_SERVER;
if (!server) throw new Error("The application behind the page is not built. Start these tests with: cargo xtask test --only ui-e2e");

/** Debian's own Chromium over a preview of the page, under the product's CSP, with the real application behind it. */
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
  webServer: [
    // The memory of every key that was derived goes back to the system at once: glibc would keep it for each thread.
    { command: `"${server}" 4175 http://localhost:4173`, port: 4175, env: { MALLOC_MMAP_THRESHOLD_: "1000000" } },
    { command: "npm run build:served && npm run preview -- --mode served", url: "http://localhost:4173", timeout: 60_000 },
  ],
});
