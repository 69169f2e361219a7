/** Files that Vite turns into addresses. */
declare module "@soundfont/sonivox.sf3?url" {
  const url: string;
  export default url;
}
declare module "spessasynth_lib/dist/spessasynth_processor.min.js?url" {
  const url: string;
  export default url;
}
