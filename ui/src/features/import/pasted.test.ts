import { expect, test } from "vitest";
import { isAddress, isSearch, isSecret } from "./pasted";

test.each([
  "otpauth://totp/GitHub:ada?secret=JBSWY3DPEHPK3PXP",
  "  OTPAUTH://totp/x?secret=AAAA",
  "otpauth-migration://offline?data=CjEK",
  "My accounts\notpauth://totp/x?secret=AAAA\n",
])("an address is known in %j", (text) => {
  expect(isAddress(text)).toBe(true);
});

test.each(["", "otpauth", "https://example.com/otpauth", "notpauth://x", "JBSWY3DPEHPK3PXP"])("%j is no address", (text) => {
  expect(isAddress(text)).toBe(false);
});

test.each(["JBSWY3DPEHPK3PXP", "jbsw y3dp ehpk 3pxp", "JBSW-Y3DP-EHPK-3PXP\n", "JBSWY3DPEHPK3PXPJBSWY3DPEA======"])("%j is a secret", (text) => {
  expect(isSecret(text)).toBe(true);
});

test.each(["", "github", "JBSWY3DPEHPK3PX1", "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP", "ada@example.org"])("%j is no secret", (text) => {
  expect(isSecret(text)).toBe(false);
});

test.each(["git", "Mercury Bank", " ada@example.org\n"])("%j can be searched for", (text) => {
  expect(isSearch(text)).toBe(true);
});

test.each(["", "two\nlines", "/home/ada/code.png", "~/code.png", "file:///home/ada/code.png", "C:\\code.png", "https://example.org", "a".repeat(81)])(
  "%j is not searched for",
  (text) => {
    expect(isSearch(text)).toBe(false);
  },
);
