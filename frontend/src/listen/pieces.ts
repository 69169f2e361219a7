/** Pieces that anybody may hear, as the server gives them without an account. */
import { ApiError, errorFrom } from "../api/errors";
import type { Screen } from "../api/exports";
import { API } from "../api/wire";
import { parseScore, type Score } from "../score/score";
import { type Page, parsePage } from "../sheet/page";

const LOOK_MS = 700;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

export class Pieces {
  private readonly heard = new Set<string>();

  constructor(
    private readonly csrfToken = "",
    private readonly fetch: Fetch = (url, init) => globalThis.fetch(url, init),
  ) {}

  score(key: string): Promise<Score> {
    return this.get(`${key}/score`);
  }

  /** What one of our own songs was made from. */
  source(key: string): Promise<Score> {
    return this.get(`${key}/source`);
  }

  /** The engraved score; waits while it is made, null once `stopped`. */
  async page(
    key: string,
    screen: Screen,
    stopped: () => boolean,
    rest = pause,
  ): Promise<Page | null> {
    while (!stopped()) {
      const response = await this.ask(`${key}/sheets/${screen}`);
      if (response.status === 200) return parsePage(await response.json(), "page");
      await rest(LOOK_MS);
    }
    return null;
  }

  /** Says once a visit that a piece is heard. Nobody waits for it, and nothing hangs on it. */
  count(key: string): void {
    if (this.heard.has(key)) return;
    this.heard.add(key);
    const headers = { "X-CSRFToken": this.csrfToken };
    this.fetch(`${API}/shared/${key}/plays`, { method: "POST", headers }).catch(() => {
      this.heard.delete(key); // the next press tries again
    });
  }

  private async get(path: string): Promise<Score> {
    return parseScore(await (await this.ask(path)).json(), "score");
  }

  private async ask(path: string): Promise<Response> {
    const response = await this.fetch(`${API}/shared/${path}`).catch(() => {
      throw new ApiError(0, "offline", "The connection dropped.", "Try again when it is back.");
    });
    if (response.status === 404) {
      throw new ApiError(404, "not_found", "This song is no longer shared.", "Reload the page.");
    }
    if (!response.ok) throw await errorFrom(response);
    return response;
  }
}
