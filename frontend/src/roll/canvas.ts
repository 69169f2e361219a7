/** Sizes a canvas to its box in device pixels and hands out a context in CSS pixels. */

export interface Sheet {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

/** `opaque` is faster to lay on the page. Null while the canvas has no size (a folded panel) or the browser draws nothing. */
export function sheetOf(canvas: HTMLCanvasElement, opaque = false): Sheet | null {
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  const context = canvas.getContext("2d", { alpha: !opaque });
  if (!context || width === 0 || height === 0) return null;
  const ratio = Math.min(window.devicePixelRatio || 1, 2.5);
  const [deviceWidth, deviceHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== deviceWidth || canvas.height !== deviceHeight) {
    canvas.width = deviceWidth;
    canvas.height = deviceHeight;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return { context, width, height, ratio };
}
