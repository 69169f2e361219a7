/** The pedals of players whose sounds know none: while one is down, its notes end when it comes up. */

const DOWN = 64; // of 127

export class Pedals {
  private readonly held = new Map<number, ((time: number) => void)[]>(); // of the tracks that are down

  /** A track's pedal stands at `value` from `time` on. */
  press(track: number, value: number, time: number): void {
    if (value >= DOWN) {
      if (!this.held.has(track)) this.held.set(track, []);
      return;
    }
    const ends = this.held.get(track) ?? [];
    this.held.delete(track);
    for (const end of ends) end(time);
  }

  /** Ends a note at `time`, or when the pedal comes up. */
  release(track: number, time: number, end: (time: number) => void): void {
    const held = this.held.get(track);
    if (held) held.push(end);
    else end(time);
  }

  /** Everything was silenced: there is nothing left to end. */
  forget(): void {
    for (const track of this.held.keys()) this.held.set(track, []);
  }
}
