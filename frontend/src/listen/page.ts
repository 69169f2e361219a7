/** What every page with music on it has: a token for forms, a place for errors, a meter. */
import { ApiError } from "../api/errors";
import type { Player } from "../audio/player";
import { Pieces } from "./pieces";

export const find = <T extends Element = HTMLElement>(
  selector: string,
  root: ParentNode = document,
) => root.querySelector<T>(selector);

export const pieces = new Pieces(find<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "");

/** Tells what went wrong in the page's own place for it; null takes it away. */
export function complain(cause: unknown): void {
  const place = find("[data-error]");
  if (!place) return;
  place.hidden = cause === null;
  if (cause === null) return;
  const known = cause instanceof ApiError;
  place.textContent = known
    ? `${cause.message} ${cause.cure}`
    : "This song could not be played. Reload the page.";
  if (!known) reportError(cause);
}

/** Shows the level of the master for whoever tests by sight what should be heard. */
export function meter(player: Pick<Player, "level">): void {
  find('[data-testid="level-meter"]')?.setAttribute("data-level", player.level.toFixed(4));
}
