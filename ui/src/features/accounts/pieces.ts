/** Cuts a name where what is marked in it begins and ends. */

export interface Piece {
  text: string;
  marked: boolean;
}

/** Marks count characters, not the units of a string, and may reach beyond a name that was cut short. */
export function pieces(text: string, marks: readonly (readonly [number, number])[]): Piece[] {
  if (marks.length === 0) return [{ text, marked: false }];
  const characters = [...text];
  const cut: Piece[] = [];
  const take = (from: number, to: number, marked: boolean) => {
    if (from < Math.min(to, characters.length)) cut.push({ text: characters.slice(from, to).join(""), marked });
  };
  let at = 0;
  for (const [from, to] of marks) {
    take(at, from, false);
    take(from, to, true);
    at = to;
  }
  take(at, characters.length, false);
  return cut;
}
