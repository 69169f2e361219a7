/** Whether pages shall move less: by the user's preference, or by the system's. */
const query =
  typeof matchMedia === "function" ? matchMedia("(prefers-reduced-motion: reduce)") : null;

export const lessMotion = (): boolean =>
  document.documentElement.dataset.motion === "less" || (query?.matches ?? false);
