/** One step of a take's edit list, as it is kept and sent; its verb says which parameters it has. */
import { boolean, type Check, dictionary, integer, list, string, withDefault } from "../lib/check";

export interface Edit {
  readonly verb: string;
  /** A step that is switched off stays on the list and does nothing. */
  readonly enabled: boolean;
  /** Neighbours of the same number are undone as one. */
  readonly step?: number;
  readonly [parameter: string]: unknown;
}

/** An edit that cannot be, and why; `index` says which of the list. */
export class RefusedEdit extends Error {
  constructor(
    readonly why: string,
    readonly index: number,
    readonly edit: Edit,
  ) {
    super(`Edit ${index + 1}, “${edit.verb}”: ${why}`);
    this.name = "RefusedEdit";
  }
}

const enabled = withDefault(boolean, true);

/** What every verb has beside its parameters. */
export const COMMON: ReadonlySet<string> = new Set(["verb", "enabled", "step"]);

const STEP_MARKS = 2 ** 32;

/** What several edits of one step are marked with; an edit that is a step by itself needs none. */
export const stepMark = integer(0, STEP_MARKS - 1);

/** A mark of its own: lists that are joined are not taken for one step where they meet. */
export const newStepMark = () => Math.floor(Math.random() * STEP_MARKS);

/** An edit as the server sends it: what is not said is on. */
const parseEdit: Check<Edit> = (value, path) => {
  const from = dictionary(value, path);
  return {
    ...from,
    verb: string(from.verb, `${path}.verb`),
    enabled: enabled(from.enabled, `${path}.enabled`),
  };
};

export const parseEdits = list(parseEdit);
