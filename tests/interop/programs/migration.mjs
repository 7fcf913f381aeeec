// What the npm package otpauth-migration reads of Google's transfer texts, one a line.
// migration.mjs FILE
import fs from "node:fs";
import { URI } from "otpauth-migration";

const lines = fs.readFileSync(process.argv[2], "utf8").split("\n").filter((line) => line !== "");
const read = (text) => {
  const uri = new URL(text);
  const given = Object.fromEntries(uri.searchParams);
  const issuer = given.issuer ?? "";
  // It puts the issuer before a name that has it already.
  const label = decodeURIComponent(uri.pathname.replace(/^\/+(totp|hotp)?\/*/, ""));
  const account = label.split(":").at(-1);
  const kind = text.slice("otpauth://".length).split("/")[0];
  const moving = kind === "hotp" ? { counter: Number(given.counter) } : {};
  const { secret, algorithm } = given;
  return { issuer, account, kind, secret, algorithm, digits: Number(given.digits), ...moving };
};
console.log(JSON.stringify(lines.flatMap((line) => URI.toOTPAuthURIs(line)).map(read)));
