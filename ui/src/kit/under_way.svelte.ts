/** What is under way elsewhere and may take its time; one thing at most. */
export interface Progress {
  text: string;
  /** Its name to a screen reader. */
  label: string;
  done: number;
  total: number;
  stop: { label: string; run: () => unknown };
}

class Current {
  current = $state.raw<Progress | null>(null);
}

export const underWay = new Current();
