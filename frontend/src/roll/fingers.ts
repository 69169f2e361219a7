/** Tells what fingers do: press and drag with one, draw after a long press, zoom and pan with two. */

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Hand {
  press(at: Spot): void;
  drag(to: Spot): void;
  lift(at: Spot): void;
  /** What was begun is not meant: a second finger came. */
  drop(): void;
  /** A finger stayed where it was: drawing begins. */
  hold(at: Spot): void;
  /** Two fingers: how far their middle went, and by how much they spread in each direction. */
  pinch(middle: Spot, dx: number, dy: number, across: number, up: number): void;
}

export interface Clock {
  after(milliseconds: number, call: () => void): () => void;
}

export const CLOCK: Clock = {
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
};

const HOLD = 450; // ms
const WOBBLE = 9; // pixels that a resting finger moves
const APART = 40; // pixels: fingers closer in one direction do not zoom in it

export class Fingers {
  private readonly down = new Map<number, Spot>();
  private first: Spot | null = null; // where the one finger came down, until it is a press
  private pressed = false;
  private stopWaiting = () => {};

  constructor(
    private readonly hand: Hand,
    private readonly clock: Clock = CLOCK,
  ) {}

  put(id: number, at: Spot): void {
    this.down.set(id, at);
    this.stopWaiting();
    if (this.down.size === 1) {
      this.first = at;
      this.stopWaiting = this.clock.after(HOLD, () => this.held());
    } else {
      this.first = null;
      if (this.pressed) this.hand.drop();
      this.pressed = false;
    }
  }

  move(id: number, to: Spot): void {
    const from = this.down.get(id);
    if (!from) return;
    if (this.down.size === 2) this.pinch(id, from, to);
    this.down.set(id, to);
    if (this.down.size !== 1) return;
    if (this.first && Math.hypot(to.x - this.first.x, to.y - this.first.y) > WOBBLE) {
      this.begin(this.first);
    }
    if (this.pressed) this.hand.drag(to);
  }

  lift(id: number, at: Spot): void {
    if (!this.down.delete(id)) return;
    this.stopWaiting();
    if (this.first) this.begin(this.first);
    if (this.pressed) this.hand.lift(at);
    this.pressed = false;
  }

  /** The browser took the pointer away. */
  lose(id: number): void {
    this.down.delete(id);
    this.stopWaiting();
    this.first = null;
    if (this.pressed) this.hand.drop();
    this.pressed = false;
  }

  private begin(at: Spot): void {
    this.stopWaiting();
    this.first = null;
    this.pressed = true;
    this.hand.press(at);
  }

  private held(): void {
    if (!this.first) return;
    const at = this.first;
    this.first = null;
    this.pressed = true;
    this.hand.hold(at);
  }

  private pinch(id: number, from: Spot, to: Spot): void {
    const other = [...this.down].find(([key]) => key !== id)?.[1];
    if (!other) return;
    const spread = (a: number, b: number, c: number) =>
      Math.abs(a - c) < APART || Math.abs(b - c) < APART ? 1 : Math.abs(b - c) / Math.abs(a - c);
    this.hand.pinch(
      { x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 },
      (to.x - from.x) / 2,
      (to.y - from.y) / 2,
      spread(from.x, to.x, other.x),
      spread(from.y, to.y, other.y),
    );
  }
}
