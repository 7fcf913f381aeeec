import { expect, test } from "vitest";
import type { Change, ChangeKind } from "../../bindings";
import { comparisonOf } from "./words";

const KINDS: ChangeKind[] = ["added", "changed", "removed"];

test.each([
  [[1, 0, 0], "bring back 1"],
  [[0, 2, 0], "change 2"],
  [[0, 0, 3], "move 3 to the trash"],
  [[1, 2, 0], "bring back 1 and change 2"],
  [[1, 0, 1], "bring back 1 and move 1 to the trash"],
  [[0, 1, 1], "change 1 and move 1 to the trash"],
  [[1, 2, 3], "bring back 1, change 2, and move 3 to the trash"],
])("what a restore of %j would do is counted by kind", (counts, would) => {
  const changes = KINDS.flatMap((what, kind) => Array.from({ length: counts[kind] ?? 0 }, (_, i): Change => ({ id: `${what}${i}`, issuer: "", account: "", what, parts: [] })));
  expect(comparisonOf({ changes, same: 1 })).toBe(`Restoring all would ${would}. 1 account stays as it is.`);
});

test("a_copy_that_holds_the_same_has_nothing_to_restore", () => {
  expect(comparisonOf({ changes: [], same: 4 })).toMatch(/nothing to restore/);
});
