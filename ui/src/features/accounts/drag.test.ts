import { expect, test } from "vitest";
import { type Dragged, placeOf } from "./drag";

const over = (more: Partial<Dragged>): Dragged => ({
  top: 0,
  start: 100,
  rowHeight: 64,
  columnWidth: 400,
  columns: 1,
  count: 10,
  pinned: 2,
  isPinned: false,
  ...more,
});

test.each([
  ["the upper half of a row", over({ top: 5 * 64 + 10 }), { at: 5, below: false }],
  ["the lower half of a row", over({ top: 5 * 64 + 50 }), { at: 5, below: true }],
  ["far below the last row", over({ top: 5_000 }), { at: 9, below: true }],
  ["the pinned ones, where it is none", over({ top: 10 }), { at: 2, below: false }],
  ["the others, where it is pinned", over({ top: 300, isPinned: true }), { at: 1, below: true }],
  ["above the list, where it is pinned", over({ top: -30, isPinned: true }), { at: 0, below: false }],
  ["the second of two columns", over({ top: 64 + 10, start: 450, columns: 2 }), { at: 3, below: false }],
  ["the end of the first of two columns", over({ top: 64 + 10, start: 390, columns: 2 }), { at: 2, below: true }],
  ["a list of nothing else", over({ count: 2 }), null],
])("over %s", (_, dragged, place) => {
  expect(placeOf(dragged)).toEqual(place);
});
