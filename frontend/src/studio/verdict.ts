/** What is said when the writing is done. */
import type { Take } from "../api/takes";

/** "Done: 7 of 8 as asked". */
export function verdict(take: Pick<Take, "certificate"> | null): string {
  const rows = take?.certificate ?? [];
  const met = rows.filter((row) => row.ok).length;
  return rows.length ? `Done: ${met} of ${rows.length} as asked` : "Done";
}
