/** Small validators for what arrives from the server: they return typed values or say what is wrong where. */

export class ValidationError extends Error {
  /** `path` is where in the answer the fault lies, such as `score.tracks[2].program`. */
  constructor(
    readonly path: string,
    expected: string,
    got: unknown,
  ) {
    super(`${path}: expected ${expected}, got ${describe(got)}`);
    this.name = "ValidationError";
  }
}

/** Reads a value found at `path`, or throws a ValidationError. */
export type Check<T> = (value: unknown, path: string) => T;

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "string") return `"${value.slice(0, 40)}"`;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "undefined" ? "nothing" : "an object";
}

export const string: Check<string> = (value, path) => {
  if (typeof value !== "string") throw new ValidationError(path, "text", value);
  return value;
};

export const number: Check<number> = (value, path) => {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new ValidationError(path, "a number", value);
  }
  return value;
};

export const boolean: Check<boolean> = (value, path) => {
  if (typeof value !== "boolean") throw new ValidationError(path, "true or false", value);
  return value;
};

/** Anything at all: for parts that are shown as they come. */
export const anything: Check<unknown> = (value) => value;

/** A whole number from `low` to `high`, both included. */
export function integer(low = 0, high = Number.MAX_SAFE_INTEGER): Check<number> {
  const most = high === Number.MAX_SAFE_INTEGER ? "" : ` to ${high}`;
  return (value, path) => {
    if (!Number.isInteger(value) || (value as number) < low || (value as number) > high) {
      throw new ValidationError(path, `a whole number from ${low}${most}`, value);
    }
    return value as number;
  };
}

export function oneOf<const T extends string>(...choices: readonly T[]): Check<T> {
  return (value, path) => {
    if (!choices.includes(value as T)) {
      throw new ValidationError(path, `one of ${choices.join(", ")}`, value);
    }
    return value as T;
  };
}

export function list<T>(item: Check<T>): Check<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new ValidationError(path, "a list", value);
    return value.map((entry, index) => item(entry, `${path}[${index}]`));
  };
}

/** A list of fixed length, each place with its own check. */
export function tuple<T extends readonly unknown[]>(
  ...items: { [K in keyof T]: Check<T[K]> }
): Check<T> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length !== items.length) {
      throw new ValidationError(path, `${items.length} values`, value);
    }
    return items.map((item, index) => item(value[index], `${path}[${index}]`)) as unknown as T;
  };
}

export function record<T extends Record<string, unknown>>(
  fields: { [K in keyof T]: Check<T[K]> },
): Check<T> {
  const entries = Object.entries(fields) as [string, Check<unknown>][];
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ValidationError(path, "an object", value);
    }
    const from = value as Record<string, unknown>;
    return Object.fromEntries(
      entries.map(([key, check]) => [key, check(from[key], `${path}.${key}`)]),
    ) as T;
  };
}

export function nullable<T>(check: Check<T>): Check<T | null> {
  return (value, path) => (value === null || value === undefined ? null : check(value, path));
}

/** `fallback` where the field is missing or null. */
export function withDefault<T>(check: Check<T>, fallback: T): Check<T> {
  return (value, path) => (value === null || value === undefined ? fallback : check(value, path));
}

/** Any object as a plain dictionary. */
export const dictionary: Check<Record<string, unknown>> = (value, path) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ValidationError(path, "an object", value);
  }
  return value as Record<string, unknown>;
};
