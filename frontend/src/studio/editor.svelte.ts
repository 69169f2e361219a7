/** What is taken up on the roll: tool, grid, track, notes; and the way onto the list of edits. */
import { allJoined, edit, type NotesEdit } from "../roll/changes";
import type { Outcome, Tool } from "../roll/gestures/gesture";
import { snapOf } from "../roll/grid";
import { keyOf, NONE, type Picked, pickedNotes, within } from "../roll/picked";
import {
  type Beside,
  changed,
  editsOf,
  NOBODY,
  type Part,
  partsOf,
  passed,
  picksOf,
} from "../roll/together";
import { Viewer } from "../roll/viewer";
import { leadTrack } from "../score/lead";
import type { Note } from "../score/score";
import { Hand } from "./hand";
import type { MixEdit } from "./mixer.svelte";
import type { Session } from "./session.svelte";
import { ticksOf } from "./stand";
import { Walker } from "./walker";

const SOUND_MS = 250; // how long a note is heard that is put down

export class Editor {
  tool = $state<Tool>("select");
  snapId = $state("16");
  /** How far Quantise draws notes to the grid, in per cent. */
  share = $state(100);
  focus = $state(0);
  picked = $state.raw<Picked>(NONE);
  /** Players who are worked on together with the focused one, and what is picked of them. */
  company = $state.raw<ReadonlySet<number>>(new Set());
  beside = $state.raw<Beside>(NOBODY);
  /** The note that the keyboard stands on. */
  cursor = $state.raw<Note | null>(null);
  /** Whether the notes of the selected bars are shown as a list. */
  listed = $state(false);
  /** Whether the sheet of keys is open. */
  helped = $state(false);
  readonly viewer = new Viewer();
  lastLength = 0;
  private streak = ""; // what kind of step the last one was, so that a second joins it

  readonly snap = $derived(snapOf(this.snapId));

  /** What is done to picked notes. */
  readonly hand: Hand;
  /** Goes from note to note by keys. */
  readonly walker: Walker;

  constructor(private readonly session: Session) {
    this.hand = new Hand(session, this);
    this.walker = new Walker(session, this);
  }

  get editable(): boolean {
    return this.session.history !== null && !this.session.busy;
  }

  /** The notes of the focused track. */
  get notes(): readonly Note[] {
    return this.session.score?.tracks[this.focus]?.notes ?? [];
  }

  /** The picked notes of the focused player as they are now. */
  get chosen(): Note[] {
    return pickedNotes(this.notes, this.picked);
  }

  /** The picked notes of all players. */
  get parts(): Part[] {
    const { score } = this.session;
    return score ? partsOf(score, this.focus, this.picked, this.beside) : [];
  }

  /** How many notes are picked. */
  get count(): number {
    return [...this.beside.values()].reduce((sum, keys) => sum + keys.size, this.picked.size);
  }

  /** The players who are worked on, the focused one first. */
  get players(): number[] {
    return [this.focus, ...this.company];
  }

  /** Another piece lies on the stand: its tune is taken up; of the same band, the same player. */
  reset(same = false): void {
    const { score } = this.session;
    if (!same) {
      this.focus = score ? Math.max(0, leadTrack(score)) : 0;
      this.company = new Set();
    }
    this.pick(NONE);
    this.cursor = null;
  }

  /** After an edit came from elsewhere: what no longer is cannot be picked. */
  settle(): void {
    const tracks = this.session.score?.tracks.length ?? 0;
    if (this.focus >= tracks) this.focus = Math.max(0, tracks - 1);
    if ([...this.company].some((track) => track >= tracks)) this.company = new Set();
    if (this.count) [this.picked, this.beside] = picksOf(this.parts, this.focus);
    if (this.cursor && !this.notes.includes(this.cursor)) {
      const key = keyOf(this.cursor);
      this.cursor = this.notes.find((note) => keyOf(note) === key) ?? null;
    }
  }

  take(track: number): void {
    if (track === this.focus) return;
    const { picked, beside, company } = passed(this, track);
    this.focus = track;
    this.company = company;
    this.pick(picked, beside);
  }

  /** Another player is worked on together with the focused one, or no longer. */
  accompany(track: number, on = !this.company.has(track)): void {
    if (track === this.focus) return;
    const company = new Set(this.company);
    if (on) company.add(track);
    else company.delete(track);
    this.company = company;
    this.pick(this.picked, new Map([...this.beside].filter(([one]) => company.has(one))));
  }

  pick(picked: Picked, beside: Beside = NOBODY): void {
    this.picked = picked;
    this.beside = beside;
    this.streak = "";
  }

  /** All of the players who are worked on; within the selected bars where some are. */
  pickAll(): void {
    const { score, selection } = this.session;
    if (!score) return;
    const bars = ticksOf(score, selection);
    const parts = this.players.map((track) => {
      const all = score.tracks[track]?.notes ?? [];
      const [from, to] = bars ?? [0, Number.POSITIVE_INFINITY];
      return { track, notes: within(all, from, to - 1).filter((note) => note[0] >= from) };
    });
    this.pick(...picksOf(parts, this.focus));
  }

  /** Does what a gesture came to. */
  settleGesture(outcome: Outcome): void {
    const { session } = this;
    if (outcome.focus !== undefined) this.take(outcome.focus);
    if (outcome.length) this.lastLength = outcome.length;
    this.commit([outcome.edit, ...(outcome.edits ?? [])]);
    if (outcome.picked) this.pick(outcome.picked, outcome.beside);
    if (outcome.seek !== undefined) session.player.seek(outcome.seek);
    if (outcome.loop && session.score) session.deck.set(session.score, ...outcome.loop);
    if (outcome.bars) session.select({ first: outcome.bars[0], last: outcome.bars[1] });
    else if (outcome.bars === null) session.selection = null;
  }

  /**
   * Puts edits on the list, as one step to undo. Steps of one `streak` that follow each other are one
   * as well.
   */
  commit(edits: readonly (NotesEdit | null | undefined)[], streak = ""): void {
    const { history } = this.session;
    const steps = edits.filter((step) => !!step);
    if (!steps.length || !history || !this.editable) return;
    const last = history.edits.slice(-steps.length);
    const goesOn = streak && streak === this.streak && last.every((one) => one.verb === "notes");
    const whole = goesOn ? allJoined(last as unknown as NotesEdit[], steps) : null;
    try {
      if (whole) history.replaceLast(...whole.map((step) => ({ ...step })));
      else history.push(...steps.map((step) => ({ ...step })));
      this.streak = streak;
    } catch (cause) {
      this.session.tell(cause instanceof Error ? cause.message : String(cause));
    }
  }

  /** Puts a step of the mixer on the list; a second one of the same strip takes the place of the first. */
  mix(step: MixEdit): void {
    const { history } = this.session;
    if (!history || !this.editable) return; // heard in this page only, as long as nothing can be kept
    const last = history.edits.at(-1);
    const joins = last?.verb === step.verb && last.track === step.track;
    try {
      if (joins) history.replaceLast({ ...step, enabled: true });
      else history.push({ ...step, enabled: true });
      this.streak = "";
    } catch (cause) {
      this.session.tell(cause instanceof Error ? cause.message : String(cause));
    }
  }

  /** Changes the picked notes, and the note under the keyboard's cursor if none are. */
  change(become: (notes: Note[]) => Note[], streak: string): boolean {
    const { score } = this.session;
    const { cursor, parts: before } = this;
    if (!score || !before.length || !this.editable) return false;
    const after = changed(score, before, become);
    const own = before.findIndex((part) => part.track === this.focus);
    const at = cursor ? before[own]?.notes.findIndex((note) => keyOf(note) === keyOf(cursor)) : -1;
    this.commit(editsOf(score, before, after), streak);
    [this.picked, this.beside] = picksOf(after, this.focus);
    if (at !== undefined && at >= 0) this.cursor = after[own]?.notes[at] ?? null;
    return true;
  }

  /** Notes more of some players, which are then picked. */
  put(parts: readonly Part[]): boolean {
    const { score } = this.session;
    const first = parts.find((part) => part.notes.length);
    if (!score || !first || !this.editable) return false;
    this.commit(parts.map(({ track, notes }) => edit(score, track, [], notes)));
    this.pick(...picksOf(parts, this.focus));
    this.show(first.notes[0]);
    return true;
  }

  undo(): void {
    const { history } = this.session;
    if (!this.editable || !history?.undo()) return;
    this.streak = "";
    this.session.tell("Taken back.");
  }

  redo(): void {
    const { history } = this.session;
    if (!this.editable || !history?.redo()) return;
    this.streak = "";
    this.session.tell("Done again.");
  }

  /** Lets a pitch of the focused track be heard. */
  sound(pitch: number, touch: number): void {
    void this.session.player.audition(this.focus, pitch, touch, SOUND_MS);
  }

  /** Brings a note into sight. */
  show(note: Note | undefined): void {
    if (!note) return;
    this.viewer.reveal(note[0], note[0] + note[1]);
    if (!this.session.score?.tracks[this.focus]?.isDrum) this.viewer.revealPitch(note[2]);
  }
}
