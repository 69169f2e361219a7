/** One step of a take's edit list, as it is kept and sent; its verb says which parameters it has. */
import { boolean, type Check, dictionary, list, string, withDefault } from "../lib/check";

export interface Edit {
  readonly verb: string;
  /** A step that is switched off stays on the list and does nothing. */
  readonly enabled: boolean;
  readonly [parameter: string]: unknown;
}

/** Why an edit cannot be; `index` says which of the list. */
export class RefusedEdit extends Error {
  constructor(
    message: string,
    readonly index: number,
    readonly verb: string,
  ) {
    super(message);
    this.name = "RefusedEdit";
  }
}

const enabled = withDefault(boolean, true);

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
