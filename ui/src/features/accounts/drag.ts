/** Where a row that is dragged would go. */
export interface Place {
  /** The place in the list of the row that it is put beside. */
  at: number;
  below: boolean;
}

export interface Dragged {
  /** The pointer, from the top and the start of the whole list, in CSS pixels. */
  top: number;
  start: number;
  rowHeight: number;
  columnWidth: number;
  columns: number;
  count: number;
  /** How many rows are pinned: they stand first, and stay among themselves. */
  pinned: number;
  isPinned: boolean;
}

/** None where there is no row of its kind. */
export function placeOf({ top, start, rowHeight, columnWidth, columns, count, pinned, isPinned }: Dragged): Place | null {
  const [first, last] = isPinned ? [0, pinned - 1] : [pinned, count - 1];
  if (last < first) return null;
  const line = Math.max(Math.floor(top / rowHeight), 0);
  const column = Math.min(Math.max(Math.floor(start / columnWidth), 0), columns - 1);
  const at = line * columns + column;
  if (at < first) return { at: first, below: false };
  if (at > last) return { at: last, below: true };
  const along = columns > 1 ? start / columnWidth - column : top / rowHeight - line;
  return { at, below: along > 0.5 };
}
