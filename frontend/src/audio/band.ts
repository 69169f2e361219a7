/** The players: sends each track's notes to the sound it was given. */
import type { Track } from "../score/score";
import { channelsOf } from "./channels";
import type { Cue } from "./schedule";
import type { Output } from "./scheduler";
import type { Sound, SynthName, Voice } from "./voice";

/** A voice that knows General MIDI programs. */
export interface ProgramVoice extends Voice {
  setProgram(channel: number, program: number): void;
}

export interface Instruments {
  /** null while the SoundFont is on its way; the piano synth plays then, never silence. */
  readonly font: ProgramVoice | null;
  readonly drums: Voice;
  synth(name: SynthName): Voice;
}

type Players = readonly Pick<Track, "program" | "isDrum">[];

export class Band implements Output {
  private tracks: Players = [];
  private channels: number[] = [];
  private sounds: (Sound | null)[] = [];
  private muted = new Set<number>();
  private readonly started = new Map<Cue, Voice>(); // so that a note ends where it began

  private readonly used = new Set<Voice>();

  constructor(private readonly instruments: Instruments) {}

  /** Seats the players of a score; choices made for players before are forgotten. */
  seat(tracks: Players): void {
    this.tracks = tracks;
    this.sounds = tracks.map(() => null);
    this.muted = new Set();
    this.assign();
  }

  /** null: as written. */
  setSound(track: number, sound: Sound | null): void {
    this.sounds[track] = sound;
    this.assign();
  }

  setMuted(track: number, muted: boolean): void {
    if (muted) this.muted.add(track);
    else this.muted.delete(track);
  }

  noteOn(cue: Cue, time: number): void {
    if (this.muted.has(cue.track)) return;
    const voice = this.voiceOf(cue.track);
    const channel = this.channels[cue.track] ?? 0;
    this.started.set(cue, voice);
    this.used.add(voice);
    const { font } = this.instruments;
    if (voice === font) font.setProgram(channel, this.programOf(cue.track));
    voice.noteOn(channel, cue.pitch, cue.velocity, time);
  }

  noteOff(cue: Cue, time: number): void {
    const voice = this.started.get(cue);
    this.started.delete(cue);
    voice?.noteOff(this.channels[cue.track] ?? 0, cue.pitch, time);
  }

  silence(): void {
    for (const voice of this.used) voice.silence();
    this.used.clear();
    this.started.clear();
  }

  private programOf(track: number): number {
    const sound = this.sounds[track];
    return sound?.kind === "program" ? sound.program : (this.tracks[track]?.program ?? 0);
  }

  private voiceOf(track: number): Voice {
    const sound = this.sounds[track];
    if (this.tracks[track]?.isDrum) return this.instruments.font ?? this.instruments.drums;
    if (sound?.kind === "synth") return this.instruments.synth(sound.synth);
    return this.instruments.font ?? this.instruments.synth("piano");
  }

  private assign(): void {
    this.channels = channelsOf(
      this.tracks.map((track, index) => ({ isDrum: track.isDrum, program: this.programOf(index) })),
    );
  }
}
