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

/** Where an arrow key leads in the tree, as screen readers expect it; null where it leads nowhere. */
export function neighbour(leaves: readonly Leaf[], number: number, key: string): number | null {
  const at = leaves.findIndex(({ take }) => take.number === number);
  const here = leaves[at];
  if (!here) return null;
  const deeper = leaves[at + 1]?.depth === here.depth + 1 ? leaves[at + 1] : undefined;
  const found: Record<string, Leaf | undefined> = {
    ArrowDown: leaves[at + 1],
    ArrowUp: leaves[at - 1],
    Home: leaves[0],
    End: leaves.at(-1),
    ArrowRight: deeper,
    ArrowLeft: leaves.slice(0, at).findLast(({ depth }) => depth === here.depth - 1),
  };
  return key in found ? (found[key]?.take.number ?? number) : null;
}
