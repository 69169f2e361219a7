/** Many notes from instruments of one voice: each note gets one that is free, at its exact time. */

/** An instrument that sounds one note at a time. */
export interface Single {
  triggerAttack(hertz: number, time: number, touch: number): unknown;
  triggerRelease(time: number): unknown;
}

interface Seat<T> {
  readonly voice: T;
  /** The pitch that is held; null once it was let go. */
  pitch: number | null;
  /** When the note began, and when the voice is silent again. */
  began: number;
  free: number;
}

/** Tone's PolySynth sends notes when their time has come, up to 50 ms late; this sends them ahead. */
export class Pool<T extends Single> {
  private readonly seats: Seat<T>[] = [];

  /** `tail`: seconds from the release until a voice is silent. */
  constructor(
    private readonly make: () => T,
    private readonly tail: number,
    private readonly most: number,
  ) {}

  get size(): number {
    return this.seats.length;
  }

  attack(pitch: number, hertz: number, time: number, touch: number): void {
    const seat = this.seatFor(time);
    seat.pitch = pitch;
    seat.began = time;
    seat.free = Number.POSITIVE_INFINITY;
    seat.voice.triggerAttack(hertz, time, touch);
  }

  /** Lets the note of this pitch go that has been held longest. */
  release(pitch: number, time: number): void {
    const held = this.seats.filter((seat) => seat.pitch === pitch);
    const seat = held.reduce<Seat<T> | null>((a, b) => (a && a.began <= b.began ? a : b), null);
    if (seat) this.letGo(seat, time);
  }

  releaseAll(time: number): void {
    for (const seat of this.seats) if (seat.pitch !== null) this.letGo(seat, time);
  }

  private letGo(seat: Seat<T>, time: number): void {
    const end = Math.max(time, seat.began + 0.005);
    seat.voice.triggerRelease(end);
    seat.pitch = null;
    seat.free = end + this.tail;
  }

  /** A voice that is silent by `time`, a new one, or the one that is nearest to its end. */
  private seatFor(time: number): Seat<T> {
    const free = this.seats.find((seat) => seat.free <= time);
    if (free) return free;
    if (this.seats.length < this.most) {
      const seat = { voice: this.make(), pitch: null, began: 0, free: 0 };
      this.seats.push(seat);
      return seat;
    }
    const stolen = this.seats.reduce((a, b) => {
      if (a.free !== b.free) return a.free < b.free ? a : b;
      return a.began <= b.began ? a : b;
    });
    if (stolen.pitch !== null) stolen.voice.triggerRelease(time);
    return stolen;
  }
}
