/** A contact sheet of every screen, its looks side by side at every width, for people to judge; and the guide's pictures. */
import { mkdirSync, writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { SCREENS, test, visit } from "./page";

const FOLDER = process.env.SHEETS ?? "../target/sheets";
const WORD = process.env.SHEETS_OF ?? "";

/** The pictures of docs/guide.md. */
const GUIDE = new Set(["first run", "add", "review", "several selected", "backups", "move to another app", "refused code"]);
const GUIDE_FOLDER = "../docs/pictures";

const SIZES = [
  { width: 320, height: 560 },
  { width: 400, height: 640 },
  { width: 1000, height: 700 },
  { width: 1600, height: 900 },
];
type Look = "light" | "dark" | "contrast";
const LOOKS: Look[] = ["light", "dark", "contrast"];

test.use({ contextOptions: { reducedMotion: "reduce" } });

const fileName = (name: string) => name.replace(/[^a-z0-9]+/gi, "-");

async function wear(page: Page, look: Look) {
  await page.emulateMedia({ contrast: look === "contrast" ? "more" : null, reducedMotion: "reduce" });
  await page.evaluate((theme) => void (document.documentElement.dataset.theme = theme), look === "dark" ? "dark" : "light");
}

for (const screen of SCREENS.filter(({ name }) => name.includes(WORD))) {
  test(screen.name, async ({ page, context }) => {
    await visit(page, screen);
    const rows: string[] = [];
    for (const look of LOOKS) {
      await wear(page, look);
      const pictures: string[] = [];
      for (const size of SIZES) {
        await page.setViewportSize(size);
        const picture = await page.screenshot({ animations: "disabled" });
        const isGuides = look === "light" && size.width === 400 && GUIDE.has(screen.name);
        if (isGuides) writeFileSync(`${GUIDE_FOLDER}/guide-${fileName(screen.name)}.png`, picture);
        pictures.push(`<img height="560" src="data:image/png;base64,${picture.toString("base64")}">`);
      }
      rows.push(`<p>${pictures.join("")}</p>`);
    }
    const sheet = await context.newPage();
    await sheet.setViewportSize({ width: 2600, height: 100 });
    const style = "body{margin:16px;background:#8a8f98;font:20px sans-serif}p{display:flex;gap:16px;margin:0 0 16px}h1{font-size:24px}";
    await sheet.setContent(`<style>${style}</style><h1>${screen.name}</h1>${rows.join("")}`);
    mkdirSync(FOLDER, { recursive: true });
    await sheet.screenshot({ path: `${FOLDER}/${fileName(screen.name)}.png`, fullPage: true });
  });
}
