/** What an edit is asked for by: fields, and how their values become its parameters. */

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind:
    | "number"
    | "bar"
    | "pitch"
    | "track"
    | "program"
    | "choice"
    | "key"
    | "text"
    | "check";
  readonly value?: number | string | boolean;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly choices?: readonly (readonly [value: number, label: string])[];
  /** Left empty, it is left out. */
  readonly optional?: boolean;
}

export interface Form {
  readonly verb: string;
  readonly label: string;
  readonly fields: readonly Field[];
  /** How the fields become parameters, where they are not the same. */
  readonly make?: (values: Record<string, unknown>) => Record<string, unknown>;
}

export interface Group {
  readonly label: string;
  readonly forms: readonly Form[];
}

export type Values = Readonly<Record<string, unknown>>;

/** The parameters of an edit from the values of its fields; what may be left out and is empty, is. */
export function parametersOf(form: Form, values: Values): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const { name, optional, kind } of form.fields) {
    const value = values[name];
    if (optional && (value === null || value === "" || value === undefined)) continue;
    found[name] = name === "tracks" ? [value] : read(kind, value);
  }
  return form.make ? form.make(found) : found;
}

function read(kind: Field["kind"], value: unknown): unknown {
  if (kind === "check") return Boolean(value);
  return kind === "text" ? String(value).trim() : value;
}
