import { expect, test } from "vitest";
import { t } from "../../words";

test.each(["idle", "failed", "suspend", "screen", "hidden", "elsewhere"] as const)("a lock by %s is told in one sentence at most", (reason) => {
  expect(t(`ways-locked-${reason}`, { minutes: 5 })).toMatch(/^Locked [^.]+\.( Your vault is safe on the disk\.)?$/);
});
