/** Why an edit cannot be made, as people are told: it in words, its players and fields by their names. */
import type { Edit, RefusedEdit } from "./edit";
import { FORMS } from "./menu";
import type { Player } from "./players";
import { inWords } from "./words";

/** `list` is the list that was refused, `players` those before each of its steps. */
export function refusalInWords(
  { why, index, verb }: RefusedEdit,
  list: readonly Edit[],
  players: readonly (readonly Player[])[],
): string {
  const edit = list[index];
  const here = players[index] ?? [];
  const fields = FORMS.find((form) => form.verb === verb)?.fields ?? [];
  const label = (name: string) => fields.find((field) => field.name === name)?.label;
  const told = why
    .replace(/\btrack (\d+)\b/g, (all, place) => here[Number(place)]?.name ?? all)
    .replace(/“(\w+)”/g, (all, name) => (label(name) ? `“${label(name)}”` : all));
  return edit ? `${inWords(edit, here)}: ${told}` : told;
}
