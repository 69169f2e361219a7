/** What the server understood of a text: chips with the words they came from, and what it did not. */
import { anything, dictionary, integer, list, record, string, tuple } from "../lib/check";

export type Span = [from: number, to: number];

export interface Chip extends Record<string, unknown> {
  /** A field of a compose request. */
  field: string;
  value: unknown;
  /** How a page writes the value. */
  text: string;
  words: string;
  span: Span;
}

export interface Unknown extends Record<string, unknown> {
  words: string;
  span: Span;
  reason: string;
}

export interface Prompt extends Record<string, unknown> {
  chips: Chip[];
  unknown: Unknown[];
  /** The compose request: what no chip says is absent. */
  request: Record<string, unknown>;
}

const span = tuple<Span>(integer(0), integer(0));

export const parsePrompt = record<Prompt>({
  chips: list(record<Chip>({ field: string, value: anything, text: string, words: string, span })),
  unknown: list(record<Unknown>({ words: string, span, reason: string })),
  request: dictionary,
});
