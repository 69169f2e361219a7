/** One step of a take's edit list, as it is kept and sent. */

export interface Edit {
  readonly verb: string;
  /** A step that is switched off stays on the list and does nothing. */
  readonly enabled: boolean;
  readonly [parameter: string]: unknown;
}
