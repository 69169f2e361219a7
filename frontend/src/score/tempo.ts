/** The tempo map: ticks to seconds at the written speed, and back. */

interface Segment {
  readonly tick: number;
  readonly seconds: number;
  readonly secondsPerTick: number;
}

export class TempoMap {
  private readonly segments: readonly Segment[];

  /** An empty list means 120 quarters a minute, as in MIDI. */
  constructor(
    private readonly ticksPerQuarter: number,
    tempos: readonly (readonly [tick: number, bpm: number])[] = [],
  ) {
    const sorted = [...tempos].sort((a, b) => a[0] - b[0]);
    const first = sorted[0];
    if (!first || first[0] > 0) sorted.unshift([0, 120]);
    const segments: Segment[] = [];
    for (const [tick, bpm] of sorted) {
      const before = segments.at(-1);
      const seconds = before ? before.seconds + (tick - before.tick) * before.secondsPerTick : 0;
      if (before?.tick === tick) segments.pop(); // of two tempos on one tick the later counts
      segments.push({ tick, seconds, secondsPerTick: 60 / (bpm * ticksPerQuarter) });
    }
    this.segments = segments;
  }

  /** Seconds from the start, at 100 % speed. */
  secondsAt(tick: number): number {
    const at = this.segment("tick", tick);
    return at.seconds + (tick - at.tick) * at.secondsPerTick;
  }

  /** The tick (a fraction where it falls between two) that sounds at `seconds`. */
  tickAt(seconds: number): number {
    const at = this.segment("seconds", seconds);
    return at.tick + (seconds - at.seconds) / at.secondsPerTick;
  }

  /** Quarters a minute at a tick, at 100 % speed. */
  bpmAt(tick: number): number {
    const { secondsPerTick } = this.segment("tick", tick);
    return 60 / (secondsPerTick * this.ticksPerQuarter);
  }

  /** The last segment that has begun at `place`, or the first. */
  private segment(by: "tick" | "seconds", place: number): Segment {
    let [low, high] = [0, this.segments.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.segments[middle] as Segment)[by] <= place) low = middle;
      else high = middle - 1;
    }
    return this.segments[low] as Segment;
  }
}
