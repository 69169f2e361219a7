/** The square of a picture that becomes the portrait: pure arithmetic, in pixels of the picture. */

export interface Size {
  width: number;
  height: number;
}

/** What three sliders say, each 0–1: how near, and how far across and down of what there is. */
export interface Aim {
  zoom: number;
  across: number;
  down: number;
}

export interface Square {
  left: number;
  top: number;
  side: number;
}

export const CENTRE: Aim = { zoom: 0, across: 0.5, down: 0.5 };
const NEAREST = 0.2; // of the shorter side: nearer shows more grain than face

const within = (value: number) => Math.min(1, Math.max(0, value));

export function squareOf(size: Size, aim: Aim): Square {
  const side = Math.min(size.width, size.height) * (1 - (1 - NEAREST) * within(aim.zoom));
  return {
    left: (size.width - side) * within(aim.across),
    top: (size.height - side) * within(aim.down),
    side,
  };
}

/** The aim after the picture was dragged by so many pixels of itself. */
export function dragged(size: Size, aim: Aim, x: number, y: number): Aim {
  const { left, top, side } = squareOf(size, aim);
  const share = (at: number, room: number, was: number) => (room > 0 ? within(at / room) : was);
  return {
    zoom: aim.zoom,
    across: share(left - x, size.width - side, aim.across),
    down: share(top - y, size.height - side, aim.down),
  };
}

/** As the server takes it: shares of width, of height, and of the shorter side. */
export function asShares(size: Size, aim: Aim): { x: number; y: number; size: number } {
  const { left, top, side } = squareOf(size, aim);
  return {
    x: left / size.width,
    y: top / size.height,
    size: side / Math.min(size.width, size.height),
  };
}
