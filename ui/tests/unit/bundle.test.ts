import { build, type Rolldown } from "vite";
import { expect, test } from "vitest";

async function bundle(mode: string): Promise<string> {
  const built = (await build({ mode, logLevel: "silent", build: { write: false } })) as Rolldown.RolldownOutput;
  return built.output.map((part) => (part.type === "chunk" ? part.code : String(part.source))).join("\n");
}

const OF_THE_STAND_IN = ["tesseraTest", "WebSocket", "ws://"];

test("the_product_holds_none_of_what_stands_in_for_the_shell", async () => {
  const product = await bundle("production");
  for (const trace of OF_THE_STAND_IN) expect(product).not.toContain(trace);
  expect(product).toContain("copy_code");
}, 60_000);

test("the_build_for_browser_tests_does_hold_it", async () => {
  const served = await bundle("served");
  for (const trace of OF_THE_STAND_IN) expect(served).toContain(trace);
}, 60_000);
