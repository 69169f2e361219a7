/** The account page: a picture is looked at and cropped before it is sent. */
import "../site";
import { megabytes } from "../lib/bytes";
import { showCrop } from "./crop";

const form = document.querySelector<HTMLFormElement>("form[data-crop]");
const input = form?.querySelector<HTMLInputElement>('input[type="file"]');
const place = form?.querySelector<HTMLElement>("[data-crop-place]");

async function look(file: File | undefined): Promise<void> {
  if (!form || !place) return;
  for (const name of ["x", "y", "size"]) setField(name, "");
  place.replaceChildren();
  if (!file) return;
  const most = Number(form.dataset.crop);
  if (file.size > most) {
    refuse(`That picture is ${megabytes(file.size)}; the most is ${megabytes(most)}.`);
    return;
  }
  try {
    const picture = await createImageBitmap(file);
    showCrop(place, picture, (shares) => {
      for (const [name, share] of Object.entries(shares)) setField(name, share.toFixed(5));
    });
  } catch {
    // The server reads more formats than some browsers do, and says what is wrong with a file.
    refuse("This browser cannot show that file; the middle of it will be taken.");
  }
}

function setField(name: string, value: string): void {
  const field = form?.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}

function refuse(words: string): void {
  const told = document.createElement("p");
  told.className = "field-error";
  told.setAttribute("role", "alert");
  told.textContent = words;
  place?.replaceChildren(told);
}

input?.addEventListener("change", () => void look(input.files?.[0]));
