/** Has a recording listened to: sent, waited for, and put on the stand as a song. */
import { jobFault } from "../api/events";
import type { Standing } from "./standing.svelte";

const LOOK_MS = 400;
const ENDINGS = /\.(wav|mp3|ogg|oga|opus|flac|m4a|mp4|aac)$/i;

/** Whether a file is sound to be listened to, not notes. */
export function isRecording(file: Pick<File, "name" | "type">): boolean {
  if (/\.(mid|midi|kar)$/i.test(file.name) || file.type.includes("midi")) return false;
  return ENDINGS.test(file.name) || file.type.startsWith("audio/");
}

export class Listening {
  /** The name of the file that is listened to; null while none is. */
  name = $state<string | null>(null);
  /** Hundredths of it that were heard; null while it is sent or waits. */
  share = $state<number | null>(null);
  private stopped = false;

  constructor(private readonly session: Standing) {}

  readonly words = $derived.by(() => {
    if (this.name === null) return "";
    return this.share === null ? `Sending ${this.name}` : `Listening: ${this.share} %`;
  });

  /** Whether a song came of it, which is on the stand then. */
  async bring(file: File): Promise<boolean> {
    const { session } = this;
    if (this.name !== null) return false;
    [this.name, this.share, this.stopped] = [file.name, null, false];
    session.dismissError();
    session.tell(`Listening to ${file.name}`);
    try {
      let job = await session.client.listen(file);
      while (job.state === "queued" || job.state === "running") {
        if (this.stopped) await session.client.cancel(job.id);
        this.share = job.candidates[0]?.bar ?? 0;
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
        job = await session.client.job(job.id);
      }
      if (job.state === "failed") throw jobFault(job);
      if (job.state === "cancelled" || !job.song_id) {
        session.tell("Stopped. Nothing was kept.");
        return false;
      }
      const song = await session.client.song(job.song_id);
      session.stand.clear();
      session.source = null;
      await session.open(song);
      history.replaceState(null, "", `/studio/${song.id}`);
      session.tell(`“${song.title}” was written down. The recording plays beside it.`);
      return true;
    } catch (cause) {
      session.fail(cause);
      return false;
    } finally {
      [this.name, this.share] = [null, null];
    }
  }

  stop(): void {
    this.stopped = true;
  }
}
