/** What can be asked of the server's API, one method a question; each throws only ApiError. */
import type { Edit } from "../editing/edit";
import { integer, list, record, string } from "../lib/check";
import { parseScore, type Score } from "../score/score";
import { type Page, parsePage, samePage } from "../sheet/page";
import { type Held, type Kept, parseHeld, parseKept } from "./edits";
import { type Export, parseExport } from "./exports";
import { type Prompt, parsePrompt } from "./prompt";
import { type ComposeRequest, formOf, type Rewrites, type Source } from "./requests";
import { type Plan, parsePlan } from "./takes";
import { type Job, parseJob, parseSong, type Song } from "./types";
import { API, sent, Wire } from "./wire";

export interface TakeChange {
  name?: string;
  starred?: boolean;
}

export class Client extends Wire {
  compose(request: ComposeRequest): Promise<Job> {
    return this.post("/generations", JSON.stringify(request));
  }

  /** Restyle, continue, harmonise or regenerate a piece. */
  rewrite<K extends keyof Rewrites>(to: K, source: Source, wishes: Rewrites[K]): Promise<Job> {
    return this.post(`/${to}`, formOf(source, wishes));
  }

  /** Write the copied bars of a take again. */
  reroll(id: string, take: number): Promise<Job> {
    return this.post(`/songs/${id}/rerolls`, JSON.stringify({ take }));
  }

  /** Write a take that was left out once more. */
  again(id: string, take: number): Promise<Job> {
    return this.post(`/songs/${id}/takes/${take}/again`, "{}");
  }

  /** Have a recording written down; its progress counts hundredths. */
  listen(file: File): Promise<Job> {
    const headers = {
      "Content-Type": file.type.startsWith("audio/") ? file.type : "application/octet-stream",
    };
    const path = `/recordings?filename=${encodeURIComponent(file.name)}`;
    return this.ask(path, { method: "POST", body: file, headers }, record({ job: parseJob })).then(
      ({ job }) => job,
    );
  }

  /** What would be planned, and the seed that makes it so. */
  plan(request: ComposeRequest): Promise<{ plan: Plan; seed: number }> {
    const check = record<{ plan: Plan; seed: number }>({ plan: parsePlan, seed: integer(0) });
    return this.ask("/plans", sent(JSON.stringify(request)), check);
  }

  prompt(text: string): Promise<Prompt> {
    return this.ask("/prompts", sent(JSON.stringify({ text })), parsePrompt);
  }

  async job(id: string): Promise<Job> {
    return (await this.ask(`/jobs/${id}`, {}, record({ job: parseJob }))).job;
  }

  async cancel(id: string): Promise<Job> {
    return (await this.ask(`/jobs/${id}`, { method: "DELETE" }, record({ job: parseJob }))).job;
  }

  async song(id: string): Promise<Song> {
    return (await this.ask(`/songs/${id}`, {}, record({ song: parseSong }))).song;
  }

  /** Makes a take the one that the song is. */
  choose(id: string, take: number): Promise<Song> {
    return this.askSong(`/songs/${id}`, "PATCH", { take });
  }

  /** Names a take ("" takes its name away) or stars it. */
  changeTake(id: string, take: number, change: TakeChange): Promise<Song> {
    return this.askSong(`/songs/${id}/takes/${take}`, "PATCH", change);
  }

  deleteTake(id: string, take: number): Promise<Song> {
    return this.askSong(`/songs/${id}/takes/${take}`, "DELETE");
  }

  restoreTake(id: string, take: number): Promise<Song> {
    return this.askSong(`/songs/${id}/takes/${take}/restore`, "POST");
  }

  /** Notes that a song is being played, for the list of those played last. */
  async played(id: string): Promise<void> {
    await this.send(`/songs/${id}/plays`, { method: "POST" });
  }

  /** The notes of a song: those of its chosen take, or of the one that is named. */
  score(id: string, take?: number): Promise<Score> {
    const path = take === undefined ? "" : `/takes/${take}`;
    return this.ask(`/songs/${id}${path}/score`, {}, parseScore);
  }

  /** What a song was made from. */
  source(id: string): Promise<Score> {
    return this.ask(`/songs/${id}/source`, {}, parseScore);
  }

  /** A take as it was written, without its edits. */
  base(id: string, take: number): Promise<Score> {
    return this.ask(`/songs/${id}/takes/${take}/score?base=1`, {}, parseScore);
  }

  /** What was edited in a take since it was written. */
  edits(id: string, take: number): Promise<Held> {
    return this.ask(`/songs/${id}/takes/${take}/edits`, {}, parseHeld);
  }

  /** Puts another list in the place of the one of `revision`; 412 if that is not the newest. */
  saveEdits(id: string, take: number, edits: readonly Edit[], revision: number): Promise<Kept> {
    const headers = { "Content-Type": "application/json", "If-Match": String(revision) };
    const init = { method: "PUT", headers, body: JSON.stringify({ edits }) };
    return this.ask(`/songs/${id}/takes/${take}/edits`, init, parseKept);
  }

  /** Has a take made into a file of another kind, unless it is there. */
  export(id: string, take: number, kind: string): Promise<Export> {
    const body = sent(JSON.stringify({ kind }));
    return this.ask(`/songs/${id}/takes/${take}/exports`, body, parseExport);
  }

  /** The engraved score; `shown` itself where nothing in it has changed. */
  async page(id: string, take: number, kind: string, shown: Page | null): Promise<Page> {
    const page = await this.ask(`/songs/${id}/takes/${take}/exports/${kind}`, {}, parsePage);
    return shown && samePage(shown, page) ? shown : page;
  }

  /** A new take whose base is a take with its edits made. */
  async bake(id: string, take: number): Promise<Song> {
    const init = { method: "POST" };
    return (await this.ask(`/songs/${id}/takes/${take}/bake`, init, record({ song: parseSong })))
      .song;
  }

  /** Lays the edits of a take behind those of the chosen take of another song. */
  copyEdits(id: string, take: number, to: string): Promise<Held> {
    const init = sent(JSON.stringify({ song_id: to }));
    return this.ask(`/songs/${id}/takes/${take}/edits/copies`, init, parseHeld);
  }

  /** The newest songs, by id and title. */
  async titles(): Promise<{ id: string; title: string }[]> {
    const title = record<{ id: string; title: string }>({ id: string, title: string });
    return (await this.ask("/songs?limit=50", {}, record({ songs: list(title) }))).songs;
  }

  midiUrl(id: string, take?: number): string {
    return `${API}/songs/${id}${take === undefined ? "" : `/takes/${take}`}/midi`;
  }
}
