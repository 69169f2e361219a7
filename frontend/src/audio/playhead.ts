/** Where the music is: a line between the audio clock and the seconds of the song. */

export class Playhead {
  private anchorTime = 0;
  private anchorSeconds = 0;
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
    return this.anchorSeconds + Math.max(0, now - this.anchorTime) * this.rate;
  }

  /** The clock time at which the song reaches `seconds`, at the speed of now. */
  timeOf(seconds: number): number {
    return this.anchorTime + (seconds - this.anchorSeconds) / (this.rate || this.wanted);
  }

  start(now: number): void {
    this.anchor(now, this.at(now), this.wanted);
  }

  stop(now: number): void {
    this.anchor(now, this.at(now), 0);
  }

  /** Goes to `seconds` and moves on, or stands, as before. */
  jump(now: number, seconds: number): void {
    this.anchor(now, seconds, this.rate);
  }

  /** Changes the speed from here on; the place does not jump. */
  setSpeed(now: number, speed: number): void {
    this.wanted = speed;
    this.anchor(now, this.at(now), this.rate > 0 ? speed : 0);
  }

  private anchor(now: number, seconds: number, rate: number): void {
    this.anchorTime = now;
    this.anchorSeconds = seconds;
    this.rate = rate;
  }
}
