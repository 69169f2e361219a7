/** The crop control of the portrait: a round preview that is dragged, and three sliders for keys. */
import { type Aim, asShares, CENTRE, dragged, squareOf } from "./square";

const PIXELS = 480; // of the preview's canvas: 240 px on a dense screen

const SLIDERS: [keyof Aim, string][] = [
  ["zoom", "Nearer"],
  ["across", "Left to right"],
  ["down", "Top to bottom"],
];

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]>,
): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(name), properties);
}

/** Shows `picture` in `place`; `told` hears of every change, as shares of the picture. */
export function showCrop(
  place: HTMLElement,
  picture: ImageBitmap,
  told: (shares: { x: number; y: number; size: number }) => void,
): void {
  let aim = { ...CENTRE };
  const canvas = element("canvas", { className: "crop-stage", width: PIXELS, height: PIXELS });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", "Your portrait as it will be");
  const sliders = new Map<keyof Aim, HTMLInputElement>();

  function show(): void {
    const { left, top, side } = squareOf(picture, aim);
    const context = canvas.getContext("2d");
    context?.clearRect(0, 0, PIXELS, PIXELS);
    context?.drawImage(picture, left, top, side, side, 0, 0, PIXELS, PIXELS);
    for (const [name, slider] of sliders) slider.value = String(Math.round(aim[name] * 100));
    told(asShares(picture, aim));
  }

  const box = element("div", { className: "crop" });
  box.append(canvas);
  for (const [name, words] of SLIDERS) {
    const label = element("label", { className: "crop-slider" });
    const slider = element("input", { type: "range", min: "0", max: "100" });
    slider.addEventListener("input", () => {
      aim = { ...aim, [name]: Number(slider.value) / 100 };
      show();
    });
    sliders.set(name, slider);
    label.append(element("span", { textContent: words }), slider);
    box.append(label);
  }

  canvas.addEventListener("pointerdown", (down) => canvas.setPointerCapture(down.pointerId));
  canvas.addEventListener("pointermove", (move) => {
    if (!canvas.hasPointerCapture(move.pointerId)) return;
    const scale = squareOf(picture, aim).side / canvas.getBoundingClientRect().width;
    aim = dragged(picture, aim, move.movementX * scale, move.movementY * scale);
    show();
  });
  place.replaceChildren(box);
  show();
}
