import { expect, test } from "vitest";
import { type List, reveal, windowOf } from "./in_view";

const list = (more: Partial<List>): List => ({
  count: 10_000,
  columns: 1,
  rowHeight: 64,
  scrollTop: 0,
  height: 640,
  overscan: 3,
  ...more,
});

test("at_the_top_only_the_seen_rows_and_the_overscan_are_drawn", () => {
  expect(windowOf(list({}))).toEqual({ first: 0, last: 13, firstSeen: 0, lastSeen: 10, top: 0, total: 640_000 });
});

test("in_the_middle_the_window_moves_by_whole_lines", () => {
  const { first, last, firstSeen, lastSeen, top } = windowOf(list({ scrollTop: 6_400 + 10 }));
  expect([first, last, firstSeen, lastSeen, top]).toEqual([97, 114, 100, 111, 97 * 64]);
});

test("columns_share_lines_and_the_last_line_may_be_short", () => {
  const seen = windowOf(list({ count: 7, columns: 3 }));
  expect([seen.last, seen.total]).toEqual([7, 192]);
});

test("a_scroll_position_beyond_a_list_that_shrank_draws_nothing_wrong", () => {
  const seen = windowOf(list({ count: 2, scrollTop: 50_000 }));
  expect(seen.first).toBe(0);
  expect(seen.last).toBe(2);
});

test("an_empty_list_has_an_empty_window", () => {
  expect(windowOf(list({ count: 0 }))).toMatchObject({ first: 0, last: 0, total: 0 });
});

test.each([
  [0, 640, 0],
  [12, 0, 13 * 64 - 640],
  [5, 100, 100],
])("revealing entry %d from %d scrolls to %d", (index, scrollTop, to) => {
  expect(reveal(index, list({ scrollTop }))).toBe(to);
});
