/** Who and what is worked on: the focused player, those beside it, and the notes of them that are picked. */
import { keyOf, NONE, type Picked, pickedNotes, within } from "../roll/picked";
import { type Beside, NOBODY, type Part, partsOf, passed, picksOf } from "../roll/together";
import { leadTrack } from "../score/lead";
import type { Note, Score } from "../score/score";
import { type Bars, ticksOf } from "./stand";

/** What is picked from. */
export interface Table {
  readonly score: Score | null;
  readonly selection: Bars | null;
}

export class Picking<T extends Table = Table> {
  focus = $state(0);
  picked = $state.raw<Picked>(NONE);
  /** Players who are worked on together with the focused one, and what is picked of them. */
  company = $state.raw<ReadonlySet<number>>(new Set());
  beside = $state.raw<Beside>(NOBODY);
  /** The note that the keyboard stands on. */
  cursor = $state.raw<Note | null>(null);
  protected streak = ""; // what kind of step the last one was, so that a second joins it

  constructor(protected readonly stage: T) {}

  /** The notes of the focused track. */
  get notes(): readonly Note[] {
    return this.stage.score?.tracks[this.focus]?.notes ?? [];
  }

  /** The picked notes of the focused player as they are now. */
  get chosen(): Note[] {
    return pickedNotes(this.notes, this.picked);
  }

  /** The picked notes of all players. */
  get parts(): Part[] {
    const { score } = this.stage;
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
    const { score } = this.stage;
    if (!same) {
      this.focus = score ? Math.max(0, leadTrack(score)) : 0;
      this.company = new Set();
    }
    this.pick(NONE);
    this.cursor = null;
  }

  /** After an edit came from elsewhere: what no longer is cannot be picked. */
  settle(): void {
    const tracks = this.stage.score?.tracks.length ?? 0;
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
    const { score, selection } = this.stage;
    if (!score) return;
    const bars = ticksOf(score, selection);
    const parts = this.players.map((track) => {
      const all = score.tracks[track]?.notes ?? [];
      const [from, to] = bars ?? [0, Number.POSITIVE_INFINITY];
      return { track, notes: within(all, from, to - 1).filter((note) => note[0] >= from) };
    });
    this.pick(...picksOf(parts, this.focus));
  }
}
