/** Notes drawn to a grid counted from each bar line, by a share of the way, straight or swung. */
import { type Check, integer, ValidationError, withDefault } from "../../lib/check";
import { barIndex } from "../../score/bars";
import { edgesOf } from "../ranges";
import { divide } from "../rounding";
import { changed, scope } from "../scope";
import { verb } from "../verb";

/** Parts of a quarter. */
export const GRIDS: readonly number[] = [1, 2, 3, 4, 6, 8, 12];

const grid: Check<number> = (value, path) => {
  if (!GRIDS.includes(value as number)) {
    throw new ValidationError(path, `one of ${GRIDS.join(", ")}`, value);
  }
  return value as number;
};

export const quantise = verb(
  {
    ...scope,
    grid,
    strength: withDefault(integer(0, 100), 100),
    swing: withDefault(integer(50, 75), 50),
  },
  (score, edit) => {
    const lines = { ...score, bars: edgesOf(score) };
    const place = (part: number) => {
      const late = part % 2 === 1 ? (edit.swing - 50) * 2 : 0;
      return divide((part * 100 + late) * score.ticksPerQuarter, 100 * edit.grid);
    };
    return changed(
      score,
      (notes) =>
        notes.map(([onset, duration, pitch, velocity]) => {
          const inside = onset - (lines.bars[barIndex(lines, onset)] ?? 0);
          const part = Math.floor((inside * edit.grid) / score.ticksPerQuarter);
          const near = place(part);
          const far = place(part + 1);
          const goal = Math.abs(far - inside) < Math.abs(inside - near) ? far : near;
          const moved = onset + divide((goal - inside) * edit.strength, 100);
          return [moved, duration, pitch, velocity];
        }),
      edit,
    );
  },
);
