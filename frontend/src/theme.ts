/** Sets light or dark before the first paint, for those who left the choice to their system. */
(() => {
  const root = document.documentElement;
  if (root.dataset.theme !== "system") return;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const set = () => {
    root.dataset.theme = dark.matches ? "dark" : "light";
  };
  set();
  dark.addEventListener("change", set);
})();
