import { build, type Rolldown } from "vite";
import { expect, test } from "vitest";

async function bundle(mode: string): Promise<string> {
  const built = (await build({ mode, logLevel: "silent", build: { write: false } })) as Rolldown.RolldownOutput;
  return built.output.map((part) => (part.type === "chunk" ? part.code : String(part.source))).join("\n");
}

const OF_THE_FAKE = ["tesseraFake", "Mercury Bank", "holiday.jpg"];

test("the_product_holds_none_of_the_fake", async () => {
  const product = await bundle("production");
  for (const trace of OF_THE_FAKE) expect(product).not.toContain(trace);
  expect(product).toContain("copy_code");
}, 60_000);

test("the_build_for_browser_tests_does_hold_it", async () => {
  const fake = await bundle("fake");
  for (const trace of OF_THE_FAKE) expect(fake).toContain(trace);
}, 60_000);
