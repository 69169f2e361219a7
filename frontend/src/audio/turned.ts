/** What players were told of pedal, bends and the like, so that a jump can make it what it is there. */
import { type Change, keyOf, usualOf } from "./changes";
import type { Output } from "./output";

export class Turned {
  /** What was sent last of each kind, and for which clock time. */
  private readonly sent = new Map<string, { change: Change; time: number }>();

  constructor(
    private readonly output: Pick<Output, "change">,
    private readonly now: () => number,
  ) {}

  /** Sends a change for clock time `time`, or for now if that has gone by. */
  send(change: Change, time: number): void {
    const at = Math.max(this.now(), time);
    const last = this.sent.get(keyOf(change));
    this.output.change(change, at);
    // What is on its way for later cannot be taken back: the new is said again behind it.
    const until = Math.max(at, last?.time ?? 0);
    if (until > at) this.output.change(change, until);
    this.sent.set(keyOf(change), { change, time: until });
  }

  /** Makes all as `wanted` says at clock time `time`, and usual again what it does not name. */
  become(wanted: readonly Change[], time: number): void {
    const rest = new Map(this.sent);
    for (const change of wanted) {
      rest.delete(keyOf(change));
      this.turn(change, time);
    }
    for (const { change } of rest.values()) {
      this.turn({ ...change, value: usualOf(change.kind) }, time);
    }
  }

  private turn(change: Change, time: number): void {
    const last = this.sent.get(keyOf(change));
    const value = last?.change.value ?? usualOf(change.kind);
    if (value !== change.value || (last && last.time > time)) this.send(change, time);
  }
}
