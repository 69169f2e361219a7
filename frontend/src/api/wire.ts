/** The way to the server's API and back: tokens, JSON, and one ApiError for all that goes wrong. */
import { type Check, record } from "../lib/check";
import { errorFrom, misread, offline } from "./errors";
import { type Job, parseJob, parseSong, type Song } from "./types";

export const API = "/api/v1";

type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

export class Wire {
  constructor(
    private readonly csrfToken: string,
    private readonly fetch: Fetch = (url, init) => globalThis.fetch(url, init),
  ) {}

  protected async post(path: string, body: BodyInit): Promise<Job> {
    return (await this.ask(path, sent(body), record({ job: parseJob }))).job;
  }

  protected async askSong(path: string, method: string, change?: object): Promise<Song> {
    const init = change ? { ...sent(JSON.stringify(change)), method } : { method };
    return (await this.ask(path, init, record({ song: parseSong }))).song;
  }

  /** One request and what its answer says. Throws only ApiError. */
  protected async ask<T>(path: string, init: RequestInit, check: Check<T>): Promise<T> {
    const response = await this.send(path, init);
    try {
      return check(await response.json(), "answer");
    } catch (cause) {
      throw misread(cause);
    }
  }

  protected async send(path: string, init: RequestInit): Promise<Response> {
    const headers = { Accept: "application/json", "X-CSRFToken": this.csrfToken, ...init.headers };
    let response: Response;
    try {
      response = await this.fetch(API + path, { ...init, headers, credentials: "same-origin" });
    } catch (cause) {
      throw offline(cause);
    }
    if (!response.ok) throw await errorFrom(response);
    return response;
  }
}

/** Texts are JSON; a form says itself what it is. */
export function sent(body: BodyInit): RequestInit {
  const json = typeof body === "string" ? { "Content-Type": "application/json" } : {};
  return { method: "POST", body, headers: json };
}
