// What the npm package otpauth reads of a list of URIs, and the code of each at a given time.
// uris.mjs FILE UNIX-SECONDS
import fs from "node:fs";
import { HOTP, URI } from "otpauth";

const [file, at] = process.argv.slice(2);
const lines = fs.readFileSync(file, "utf8").split("\n").filter((line) => line !== "");
const read = (line) => {
  const otp = URI.parse(line);
  const { issuer, label: account, algorithm, digits } = otp;
  const seen = { issuer, account, algorithm, digits, secret: otp.secret.base32 };
  if (otp instanceof HOTP) {
    return { ...seen, kind: "hotp", counter: otp.counter, code: otp.generate({ counter: otp.counter }) };
  }
  const code = otp.generate({ timestamp: Number(at) * 1000 });
  return { ...seen, kind: "totp", period: otp.period, code };
};
console.log(JSON.stringify(lines.map(read)));
