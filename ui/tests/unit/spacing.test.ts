import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const SRC = new URL("../../src/", import.meta.url);
const styled = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((name) => /\.(svelte|css)$/.test(name) && name !== "tokens.css");
/** The largest step of the scale in tokens.css, in rem. What is wider makes room for an icon, say. */
const LARGEST = 1.5;

test("what_lies_between_two_things_is_a_step_of_the_scale", () => {
  const strays = styled.flatMap((name) => {
    const rules = readFileSync(new URL(name, SRC), "utf8").matchAll(/\b(?:padding|margin|gap)[a-z-]*:\s*([^;{}]*);/g);
    return [...rules].filter(([, value = ""]) => [...value.matchAll(/([\d.]+)rem/g)].some(([, rem]) => Number(rem) <= LARGEST)).map(([rule]) => `${name}: ${rule}`);
  });
  expect(strays).toEqual([]);
});
