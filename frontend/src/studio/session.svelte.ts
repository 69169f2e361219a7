/** What the studio knows: what stands and sounds, and the parts that work on it. */

import type { Bootstrap } from "../api/bootstrap";
import type { Client } from "../api/client";
import type { Seat } from "../audio/mix";
import type { Score } from "../score/score";
import { Editor } from "./editor.svelte";
import { Listening } from "./listening.svelte";
import { Midi } from "./midi.svelte";
import type { MixEdit } from "./mixer.svelte";
import { Standing } from "./standing.svelte";
import { Writer } from "./writer.svelte";

/** What the stage can show. */
export type ViewId = "roll" | "score" | "falling" | "spectrum";

export class Session extends Standing {
  /** What the stage shows. */
  view = $state<ViewId>("roll");
  /** A tune that was recorded, for Harmonise to take up. */
  tune = $state.raw<File | null>(null);
  readonly editor: Editor;
  readonly midi: Midi;
  readonly writer: Writer;
  readonly listening: Listening;

  constructor(bootstrap: Bootstrap, client: Client) {
    super(bootstrap, client);
    this.editor = new Editor(this);
    this.midi = new Midi(this);
    this.writer = new Writer(this);
    this.listening = new Listening(this);
  }

  override get busy(): boolean {
    return this.writer.phase !== "idle";
  }

  override seat(score: Score): readonly Seat[] {
    const same = this.score?.tracks.length === score.tracks.length;
    this.score = score;
    this.kept = this.keptOf(score);
    this.editor.reset(same);
    return this.mixer.seat(score, this.song?.id ?? "");
  }

  /** The take on the stand as it is now edited; what plays plays on. */
  revise(score: Score): void {
    this.stand.put(this.key, score);
    this.score = score;
    this.kept = this.keptOf(score);
    this.player.update(score, this.mixer.seat(score, this.song?.id ?? ""));
    this.editor.settle();
  }

  override fail(cause: unknown): void {
    this.writer.end("");
    super.fail(cause);
  }

  protected override chosen(): void {
    this.writer.follows = false;
  }

  protected override mixed(step: MixEdit): void {
    this.editor.mix(step);
  }
}
