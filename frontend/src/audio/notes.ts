/** Many notes from instruments of one voice: each note gets one of its own, at its exact time. */

/** An instrument that sounds one note. */
export interface Single {
  triggerAttack(hertz: number, time: number, touch: number): unknown;
  triggerRelease(time: number): unknown;
}

interface Held<T> {
  readonly voice: T;
  readonly pitch: number;
  readonly began: number;
}

/**
 * Tone's PolySynth waits with a note until its time has come, and so is up to 50 ms late; this sends it
 * ahead. A voice that is used again ahead of time starts its envelope wrongly, so none is.
 */
export class Notes<T extends Single> {
  private held: Held<T>[] = [];

  /** `done` is told of a voice that was let go, and when. More than `most` notes end the oldest. */
  constructor(
    private readonly make: () => T,
    private readonly done: (voice: T, time: number) => void,
    private readonly most: number,
  ) {}

  attack(pitch: number, hertz: number, time: number, touch: number): void {
    const oldest = this.held[0];
    if (this.held.length >= this.most && oldest) this.letGo(oldest, time);
    const voice = this.make();
    this.held.push({ voice, pitch, began: time });
    voice.triggerAttack(hertz, time, touch);
  }

  /** Lets the note of this pitch go that has been held longest. */
  release(pitch: number, time: number): void {
    const found = this.held.find((one) => one.pitch === pitch);
    if (found) this.letGo(found, time);
  }

  releaseAll(time: number): void {
    for (const one of [...this.held]) this.letGo(one, time);
  }

  private letGo(one: Held<T>, time: number): void {
    const end = Math.max(time, one.began + 0.005);
    this.held = this.held.filter((other) => other !== one);
    one.voice.triggerRelease(end);
    this.done(one.voice, end);
  }
}
