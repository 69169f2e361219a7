/** The one way in which edits round: to the nearest whole number, halves up; `b` is above 0. */
export function divide(a: number, b: number): number {
  return Math.floor((2 * a + b) / (2 * b));
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
