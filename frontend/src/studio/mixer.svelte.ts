/** The mixer: how each player is heard. What belongs to the music is an edit; the rest is kept here. */
import { asWritten, audible, clamp, LOUDEST, type Seat, SOFTEST } from "../audio/mix";
import type { SynthName } from "../audio/voice";
import { type Place, RECORDING } from "../editing/verb";
import type { Chain, Mastering } from "../score/effects";
import type { Score } from "../score/score";
import { type Desk, isChosen, readDesk, writeDesk } from "./desk";

/** A change of the music itself, as the take's list of edits has it. */
export type MixEdit =
  | { readonly verb: "volume"; readonly track: Place; readonly gain_db: number }
  | { readonly verb: "pan"; readonly track: Place; readonly position: number }
  | { readonly verb: "mute"; readonly track: Place; readonly muted: boolean }
  | { readonly verb: "instrument"; readonly track: number; readonly program: number }
  | { readonly verb: "effects"; readonly track: Place; readonly chain: Chain }
  | ({ readonly verb: "master"; readonly track?: undefined } & Mastering);

/** How the recording is heard beside the players. */
export type BesideSeat = Pick<Seat, "decibels" | "pan" | "muted" | "effects" | "solo">;

const UNHEARD: BesideSeat = { decibels: 0, pan: 0, muted: false, effects: [], solo: false };

export class Mixer {
  seats = $state.raw<readonly Seat[]>([]);
  /** What is done to all together; null for the usual. */
  mastering = $state.raw<Mastering | null>(null);
  /** The recording's strip; it stands there, unheard, where there is no recording. */
  beside = $state.raw<BesideSeat>(UNHEARD);
  /** Who is not heard just now: the players, and the recording behind them. */
  readonly silent = $derived(audible([...this.seats, this.beside]).map((heard) => !heard));
  private song = "";
  private desk: Desk = readDesk("", localStorage);

  /** `heard` is told whenever something changes; `edit` keeps what belongs to the music. */
  constructor(
    private readonly heard: (seats: readonly Seat[]) => void,
    private readonly edit: (edit: MixEdit) => void,
    private readonly mastered: (mastering: Mastering) => void = () => {},
  ) {}

  /** The players of a score take their seats; `song` is whose choices are remembered. */
  seat(score: Score, song: string): readonly Seat[] {
    if (song !== this.song) this.goOver(song);
    this.mastering = score.mastering;
    this.seats = asWritten(score.tracks).map((seat, track) => ({
      ...seat,
      synth: this.desk.synths[track] ?? null,
      solo: this.desk.solos.includes(track),
    }));
    const { volumeDb, pan, muted, effects } = score.recording;
    const solo = this.desk.solos.includes(RECORDING);
    this.beside = { decibels: volumeDb, pan, muted, effects, solo };
    return this.players;
  }

  /** While a fader is moved it is only heard; `kept` once it is let go. */
  setVolume(track: Place, decibels: number, kept = true): void {
    const gain = clamp(Math.round(decibels * 2) / 2, SOFTEST, LOUDEST);
    this.change(track, { decibels: gain });
    if (kept) this.edit({ verb: "volume", track, gain_db: gain });
  }

  setPan(track: Place, pan: number, kept = true): void {
    const position = clamp(Math.round(pan * 100) / 100, -1, 1);
    this.change(track, { pan: position });
    if (kept) this.edit({ verb: "pan", track, position });
  }

  setEffects(track: Place, chain: Chain, kept = true): void {
    this.change(track, { effects: chain });
    if (kept) this.edit({ verb: "effects", track, chain });
  }

  setMastering(mastering: Mastering, kept = true): void {
    this.mastering = mastering;
    this.mastered(mastering);
    if (kept) this.edit({ verb: "master", ...mastering });
  }

  setMuted(track: Place, muted: boolean): void {
    this.change(track, { muted });
    this.edit({ verb: "mute", track, muted });
  }

  setSolo(track: Place, solo: boolean): void {
    const others = this.desk.solos.filter((one) => one !== track);
    this.keep({ ...this.desk, solos: solo ? [...others, track] : others });
    this.change(track, { solo });
  }

  /** M and S. */
  toggle(track: number, what: "muted" | "solo"): void {
    const seat = this.seats[track];
    if (!seat) return;
    if (what === "muted") this.setMuted(track, !seat.muted);
    else this.setSolo(track, !seat.solo);
  }

  setProgram(track: number, program: number): void {
    this.keep({ ...this.desk, synths: { ...this.desk.synths, [track]: undefined } });
    this.change(track, { program, synth: null });
    this.edit({ verb: "instrument", track, program });
  }

  /** One of Tone's instruments in this page; null for the sound that is written. */
  setSynth(track: number, synth: SynthName | null): void {
    this.keep({ ...this.desk, synths: { ...this.desk.synths, [track]: synth ?? undefined } });
    this.change(track, { synth });
  }

  /** To another song's choices; what was chosen while it was being written stays with it. */
  private goOver(song: string): void {
    const chosen = this.song ? null : this.desk;
    this.song = song;
    this.desk = readDesk(song, localStorage);
    if (chosen && isChosen(chosen) && !isChosen(this.desk)) this.keep(chosen);
  }

  private change(track: Place, patch: Partial<Seat>): void {
    if (track === RECORDING) this.beside = { ...this.beside, ...patch };
    else this.seats = this.seats.map((seat, i) => (i === track ? { ...seat, ...patch } : seat));
    this.heard(this.players);
  }

  /** The players' seats; where the recording plays alone, those who do not are silent. */
  private get players(): readonly Seat[] {
    if (!this.beside.solo) return this.seats;
    return this.seats.map((seat) => ({ ...seat, muted: seat.muted || !seat.solo }));
  }

  private keep(desk: Desk): void {
    this.desk = desk;
    writeDesk(this.song, desk, localStorage);
  }
}
