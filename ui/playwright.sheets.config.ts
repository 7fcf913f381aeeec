import base from "./playwright.config";

/** Takes pictures of every screen, which people look at: `cargo xtask sheets`. */
export default { ...base, testMatch: "sheets.pictures.ts" };
