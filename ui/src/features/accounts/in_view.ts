/** A long list of which only a window is drawn. All lengths in CSS pixels. */
export interface List {
  count: number;
  columns: number;
  rowHeight: number;
  scrollTop: number;
  height: number;
  /** Lines kept ready above and below what is seen. */
  overscan: number;
}

export interface Window {
  /** First and one-past-last entry to draw. */
  first: number;
  last: number;
  /** First and one-past-last entry that is seen, at least in part. */
  firstSeen: number;
  lastSeen: number;
  /** Where the first drawn line stands, and how tall the whole list is. */
  top: number;
  total: number;
}

export function windowOf({ count, columns, rowHeight, scrollTop, height, overscan }: List): Window {
  const lines = Math.ceil(count / columns);
  const clampLine = (line: number) => Math.min(Math.max(line, 0), lines);
  const from = clampLine(Math.floor(scrollTop / rowHeight));
  const to = clampLine(Math.ceil((scrollTop + height) / rowHeight));
  const start = clampLine(Math.min(from, lines - 1) - overscan);
  return {
    first: start * columns,
    last: Math.min(clampLine(to + overscan) * columns, count),
    firstSeen: from * columns,
    lastSeen: Math.min(to * columns, count),
    top: start * rowHeight,
    total: lines * rowHeight,
  };
}

/** Where to scroll so that an entry is wholly seen; where it is, if it already is. */
export function reveal(index: number, { columns, rowHeight, scrollTop, height }: List): number {
  const top = Math.floor(index / columns) * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + height) return top + rowHeight - height;
  return scrollTop;
}
