/** The takes of a song as a tree: what was made from which, in the order they were written. */
import type { Take } from "../api/takes";

export interface Leaf {
  readonly take: Take;
  /** How deep it hangs: 0 at the song itself. */
  readonly depth: number;
}

/** Every take once, each under the one it was made from. */
export function treeOf(takes: readonly Take[]): Leaf[] {
  const numbers = new Set(takes.map((take) => take.number));
  const under = (parent: number | null, depth: number): Leaf[] =>
    takes
      .filter(
        (take) =>
          (take.parent !== null && numbers.has(take.parent) ? take.parent : null) === parent,
      )
      .flatMap((take) => [{ take, depth }, ...under(take.number, depth + 1)]);
  return under(null, 0);
}
