/** Why an edit cannot be made, as people are told: it in words, its players and fields by their names. */
import type { Score } from "../score/score";
import type { Edit, RefusedEdit } from "./edit";
import { FORMS } from "./menu";
import { playersAlong } from "./players";
import { inWords } from "./words";

/** `before` are the edits on `base` at whose end the refused one would stand, or within which it does. */
export function refusalInWords(
  { why, index, edit }: Pick<RefusedEdit, "why" | "index" | "edit">,
  base: Score,
  before: readonly Edit[],
): string {
  const here = playersAlong(base, [...before.slice(0, index), edit])[index] ?? [];
  const fields = FORMS.find((form) => form.verb === edit.verb)?.fields ?? [];
  const label = (name: string) => fields.find((field) => field.name === name)?.label;
  const told = why
    .replace(/\btrack (\d+)\b/g, (all, place) => here[Number(place)]?.name ?? all)
    .replace(/“(\w+)”/g, (all, name) => (label(name) ? `“${label(name)}”` : all));
  return `${inWords(edit, here)}: ${told}`;
}

/** The same of what the server refused of a list: it names the place in `field`, the verb in its message. */
export function serverRefusal(
  { message, field = null }: { message: string; field?: string | null },
  base: Score,
  list: readonly Edit[],
): string {
  const index = Number(/^edits\[(\d+)\]$/.exec(field ?? "")?.[1]);
  const edit = list[index];
  if (!edit) return message;
  const why = message.replace(/^Edit \d+, “\w+”: /, "");
  return refusalInWords({ why, index, edit }, base, list);
}
