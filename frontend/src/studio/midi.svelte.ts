/** MIDI devices in the studio: a keyboard to play along and to record, and a device that plays. */
import { keyOf } from "../audio/midi/messages";
import { MidiOut } from "../audio/midi/out";
import { oneVoice, onGrid, Recorder } from "../audio/midi/recorder";
import { edit } from "../roll/changes";
import { endTick } from "../score/bars";
import { blankScore } from "../score/blank";
import { melodyFile } from "../score/file";
import type { Note } from "../score/score";
import type { Changing } from "./changing.svelte";
import type { Standing } from "./standing.svelte";

/** shut: not asked for yet · missing: this browser has none · refused: the visitor said no. */
export type MidiState = "shut" | "asking" | "open" | "missing" | "refused";

export interface Device {
  readonly id: string;
  readonly name: string;
}

const devices = (ports: Iterable<MIDIPort>): Device[] =>
  [...ports]
    .filter((port) => port.state === "connected")
    .map((port) => ({ id: port.id, name: port.name ?? "A device without a name" }));

/** What is played along with, and who takes up what was played. */
type Played = Standing & { readonly editor: Changing; tune: File | null };

export class Midi {
  state = $state<MidiState>("shut");
  inputs = $state.raw<readonly Device[]>([]);
  outputs = $state.raw<readonly Device[]>([]);
  /** The chosen devices; "" is none. */
  input = $state("");
  output = $state("");
  /** Keys that are down. */
  down = $state.raw<ReadonlySet<number>>(new Set());
  recording = $state(false);
  /** Whether the sheet of devices is open. */
  shown = $state(false);
  /** What was played last, on the grid, until somebody decides about it. */
  taken = $state.raw<readonly Note[] | null>(null);
  private access: MIDIAccess | null = null;
  private recorder: Recorder | null = null;

  constructor(
    private readonly session: Played,
    private readonly browser: Pick<Navigator, "requestMIDIAccess"> = navigator,
  ) {}

  /** Asks the browser for its devices; call it in a press. */
  async open(): Promise<void> {
    if (this.state === "open" || this.state === "asking") return;
    if (!("requestMIDIAccess" in this.browser)) {
      this.state = "missing";
      return;
    }
    this.state = "asking";
    try {
      this.access = await this.browser.requestMIDIAccess();
    } catch {
      this.state = "refused"; // the page says so, and what to do
      return;
    }
    this.state = "open";
    this.access.onstatechange = () => this.list();
    this.list();
    this.listen(this.inputs[0]?.id ?? "");
  }

  /** Chooses the keyboard that is listened to. */
  listen(id: string): void {
    for (const port of this.access?.inputs.values() ?? []) port.onmidimessage = null;
    this.letGo();
    this.input = id;
    const port = this.access?.inputs.get(id);
    if (port) port.onmidimessage = (message) => this.hear(message);
  }

  /** Chooses the device that plays along with the page. */
  async send(id: string): Promise<void> {
    const { player } = this.session;
    await player.wake();
    this.output = id;
    const port = this.access?.outputs.get(id);
    const out = port && {
      send: (bytes: readonly number[], at?: number) => port.send([...bytes], at),
    };
    player.setDevice(out ? new MidiOut(out, (time) => player.millisecondsAt(time)) : null);
  }

  /** R: records once a keyboard can be reached, else shows how. */
  press(): void {
    if (this.state === "open") void this.record();
    else this.shown = true;
  }

  /** Records what is played along, from the playhead on; once more ends it. */
  async record(): Promise<void> {
    if (this.recording) return this.finish();
    const { session } = this;
    if (session.busy) return;
    await session.player.wake();
    if (!session.score) this.blank();
    if (!session.score) return;
    this.taken = null;
    this.recorder = new Recorder(session.deck.end(session.score) ?? endTick(session.score));
    this.recording = true;
    session.tell("Recording. Play, and press R again to end.");
    if (session.playing === "standing") session.player.play();
  }

  /** The music stopped: so does the recording. */
  finish(): void {
    const { session, recorder } = this;
    if (!recorder || !this.recording) return;
    this.recording = false;
    this.recorder = null;
    const notes = recorder.finish(session.player.tick);
    session.player.pause();
    const drawn = session.score ? onGrid(session.score, session.editor.snap, notes) : notes;
    this.taken = drawn.length ? drawn : null;
    if (this.taken) this.shown = true;
    session.tell(drawn.length ? `Recorded ${drawn.length} notes.` : "Nothing was played.");
  }

  /** Adds what was recorded to the focused player of the take. */
  keep(): void {
    const { score, editor } = this.session;
    if (!score || !this.taken) return;
    editor.commit([edit(score, editor.focus, [], this.taken)]);
    this.taken = null;
  }

  /** Brings what was recorded, as one voice, to Harmonise. */
  harmonise(): void {
    const file = this.file();
    if (file) this.session.tune = file;
    this.taken = null;
  }

  /** What was recorded as a MIDI file of one voice. */
  file(): File | null {
    const { score } = this.session;
    if (!score || !this.taken) return null;
    return new File([melodyFile(score, oneVoice(this.taken))], "recorded.mid", {
      type: "audio/midi",
    });
  }

  private hear(message: MIDIMessageEvent): void {
    const key = keyOf(message.data);
    if (!key) return;
    const { player, editor } = this.session;
    const { pitch, velocity } = key;
    void player.wake().then(() => player.touch(editor.focus, pitch, velocity));
    const down = new Set(this.down);
    if (velocity) down.add(pitch);
    else down.delete(pitch);
    this.down = down;
    this.recorder?.key(pitch, velocity, player.tickHeard(message.timeStamp));
  }

  private letGo(): void {
    for (const pitch of this.down) this.session.player.touch(this.session.editor.focus, pitch, 0);
    this.down = new Set();
  }

  private list(): void {
    this.inputs = devices(this.access?.inputs.values() ?? []);
    this.outputs = devices(this.access?.outputs.values() ?? []);
    if (this.input && !this.inputs.some((one) => one.id === this.input)) this.listen("");
    if (this.output && !this.outputs.some((one) => one.id === this.output)) void this.send("");
  }

  /** An empty page to record upon. */
  private blank(): void {
    const { session } = this;
    const score = blankScore();
    session.player.load(score, session.seat(score));
  }
}
