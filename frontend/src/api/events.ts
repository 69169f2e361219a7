/** Follows a job while it runs: server-sent events, resumed after a drop, asked for when they end. */
import { anything, type Check, record } from "../lib/check";
import type { Progress } from "../score/growing";
import { ApiError, misread } from "./errors";
import { type Job, parseJob, parseProgress, parseSong, type Song } from "./types";
import { API } from "./wire";

export interface JobListener {
  progress(progress: Progress): void;
  done(song: Song, job: Job): void;
  cancelled(): void;
  failed(error: ApiError): void;
  /** The connection dropped and is being made again (true), or is back (false). */
  waiting(isWaiting: boolean): void;
}

/** The part of EventSource that is used, so that tests can bring their own. */
export interface Source {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

export interface JobServer {
  job(id: string): Promise<Job>;
  song(id: string): Promise<Song>;
}

const CLOSED = 2; // EventSource.CLOSED
const RETRY_MS = 1500; // how often a job is asked for once its event stream is refused
const MOST_DROPS = 40; // a minute without a server, then we say so

export interface Tools {
  open(url: string): Source;
  wait(ms: number): Promise<void>;
}

const browser: Tools = {
  open: (url) => new EventSource(url),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Why a job ended without a song. */
export function jobFault(job: Job): ApiError {
  const fault = job.error;
  if (fault) return new ApiError(422, fault.code, fault.message, fault.cure ?? "");
  return new ApiError(500, "failed", "The writing stopped and did not say why.", "Try again.");
}

/** Listens until the job has ended or the returned function is called. */
export function follow(
  jobId: string,
  server: JobServer,
  listener: JobListener,
  tools: Tools = browser,
): () => void {
  const source = tools.open(`${API}/jobs/${jobId}/events`);
  let over = false;
  const end = () => {
    over = true;
    source.close();
  };
  const finish = (tell: () => void) => {
    if (over) return;
    end();
    tell();
  };

  /** Hands an event's data on; what cannot be read ends the job for this page. */
  const on = <T>(type: string, check: Check<T>, tell: (data: T) => void) => {
    source.addEventListener(type, (event) => {
      if (over) return;
      listener.waiting(false);
      let data: T;
      try {
        data = check(JSON.parse(event.data), type);
      } catch (cause) {
        finish(() => listener.failed(misread(cause)));
        return;
      }
      tell(data);
    });
  };

  on("progress", parseProgress, (progress) => listener.progress(progress));
  on("done", record({ song: parseSong, job: parseJob }), ({ song, job }) =>
    finish(() => listener.done(song, job)),
  );
  on("failed", record({ job: parseJob }), ({ job }) =>
    finish(() => listener.failed(jobFault(job))),
  );
  on("cancelled", anything, () => finish(() => listener.cancelled()));

  const settle = async (job: Job): Promise<boolean> => {
    if (job.state === "done" && job.song_id) {
      const song = await server.song(job.song_id);
      finish(() => listener.done(song, job));
    } else if (job.state === "failed") {
      finish(() => listener.failed(jobFault(job)));
    } else if (job.state === "cancelled") {
      finish(() => listener.cancelled());
    }
    return over;
  };

  /** A minute without a server is too much; any other fault is told at once. */
  const stumble = (cause: unknown, drops: number) => {
    const error = cause instanceof ApiError ? cause : misread(cause);
    if (error.code !== "offline" || drops > MOST_DROPS) finish(() => listener.failed(error));
  };

  /** The stream was refused for good: ask for the job itself until it has ended. */
  const poll = async () => {
    for (let drops = 0; !over; await tools.wait(RETRY_MS)) {
      try {
        if (await settle(await server.job(jobId))) return;
        drops = 0;
      } catch (cause) {
        drops += 1;
        stumble(cause, drops);
      }
      if (over) return;
    }
  };

  source.addEventListener("error", () => {
    if (over) return;
    listener.waiting(true);
    if (source.readyState === CLOSED) void poll();
  });
  return end;
}
