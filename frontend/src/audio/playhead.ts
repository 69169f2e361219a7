/** Where the music is: a line between the audio clock and the seconds of the song, with turns ahead. */

/** From clock time `time` on the song goes on from `seconds`. */
interface Anchor {
  readonly time: number;
  readonly seconds: number;
}

export class Playhead {
  private anchor: Anchor = { time: 0, seconds: 0 };
  private turns: Anchor[] = []; // jumps that were sent already but are not heard yet
  private rate = 0; // song seconds per clock second; 0 while it stands
  private wanted = 1;

  get moving(): boolean {
    return this.rate > 0;
  }

  /** Song seconds per second of the clock while it moves: 0.25 to 2. */
  get speed(): number {
    return this.wanted;
  }

  /** Song seconds at clock time `now`. */
  at(now: number): number {
    const passed = this.turns.findLast((turn) => turn.time <= now) ?? this.anchor;
    return passed.seconds + Math.max(0, now - passed.time) * this.rate;
  }

  /** The clock time at which the song reaches `seconds` after its last turn, at the speed of now. */
  timeOf(seconds: number): number {
    const last = this.turns.at(-1) ?? this.anchor;
    return last.time + (seconds - last.seconds) / (this.rate || this.wanted);
  }

  /** Whether a turn lies ahead of `now`. */
  turning(now: number): boolean {
    return this.turns.some((turn) => turn.time > now);
  }

  /** At clock time `time`, which is to come, the song goes on from `seconds`. */
  turn(time: number, seconds: number): void {
    this.turns.push({ time, seconds });
    if (this.turns.length > 64) this.turns.splice(0, 32); // heard long ago
  }

  start(now: number): void {
    this.set(now, this.at(now), this.wanted);
  }

  stop(now: number): void {
    this.set(now, this.at(now), 0);
  }

  /** Goes to `seconds` and moves on, or stands, as before. */
  jump(now: number, seconds: number): void {
    this.set(now, seconds, this.rate);
  }

  /** Changes the speed from here on; the place does not jump, and turns keep their distance. */
  setSpeed(now: number, speed: number): void {
    const ahead = this.turns.filter((turn) => turn.time > now);
    const stretch = this.wanted / speed;
    this.wanted = speed;
    this.set(now, this.at(now), this.rate > 0 ? speed : 0);
    this.turns = ahead.map((turn) => ({ ...turn, time: now + (turn.time - now) * stretch }));
  }

  private set(time: number, seconds: number, rate: number): void {
    this.anchor = { time, seconds };
    this.turns = [];
    this.rate = rate;
  }
}
