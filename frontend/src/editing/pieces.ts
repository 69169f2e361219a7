/** Pieces of a time line, and where each is laid. */

export interface Piece {
  readonly start: number;
  /** Infinity: to the end. */
  readonly stop: number;
  /** As long, without music. */
  readonly silent?: boolean;
}

/** Each piece with the tick at which it begins now. */
export type Placed = readonly (readonly [piece: Piece, place: number])[];
