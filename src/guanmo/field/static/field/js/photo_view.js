/* The photos of one item: taken one at a time, shown small, removed by a tap until the sheet is finished. */
import { all, one, piece } from "./page_parts.js";
import { MOST, dropPhoto, keepPhoto, photoOf } from "./photos.js";
import { say } from "./words.js";

export class PhotoView {
  constructor(view) {
    this.view = view;
    this.shown = "";
    const input = view.part("[data-camera]");
    input.addEventListener("click", () => view.page.keep(view.item.key)); // the camera may throw this page out of memory
    input.addEventListener("change", () => this.add(input));
  }

  async add(input) {
    const { view } = this;
    const file = input.files[0];
    input.value = "";
    if (!file) return;
    if (view.entry.photos.length >= MOST) return view.error(say("photo_full", { most: MOST }));
    input.disabled = true;
    view.error("");
    one("span", view.part("[data-camera-label]")).dataset.busy = "yes";
    try {
      const sha = await keepPhoto(view.page.draft.id, file);
      if (!view.entry.photos.includes(sha)) view.entry.photos.push(sha);
      view.show();
      view.changed(false);
    } catch (error) {
      if (error.name === "QuotaExceededError") view.page.failed(error);
      else view.error(say("photo_bad", {}));
    }
    delete one("span", view.part("[data-camera-label]")).dataset.busy;
    input.disabled = false;
  }

  async drop(sha) {
    const { view } = this;
    view.entry.photos = view.entry.photos.filter((other) => other !== sha);
    view.show();
    view.changed(false);
    const used = Object.values(view.page.state.entries).some((entry) => entry.photos.includes(sha));
    if (!used) await dropPhoto(view.page.draft.id, sha);
  }

  show() {
    const { view } = this;
    const key = view.entry.photos.join();
    view.part("[data-camera-label]").hidden = view.entry.photos.length >= MOST;
    if (this.shown === key) return;
    this.shown = key;
    const row = view.part("[data-photo-row]");
    for (const image of all("img[src]", row)) URL.revokeObjectURL(image.src);
    row.textContent = "";
    row.append(...view.entry.photos.map((sha, place) => this.thumbnail(sha, place)));
  }

  thumbnail(sha, place) {
    const { view } = this;
    const line = piece("photo");
    line.dataset.photo = sha;
    one("[data-drop-photo]", line).addEventListener("click", () => this.drop(sha));
    const image = one("[data-image]", line);
    image.alt = say("photo", { no: view.item.no, count: place + 1 });
    image.hidden = true;
    photoOf(view.page.draft.id, sha).then((bytes) => {
      one("[data-gone]", line).hidden = Boolean(bytes);
      image.hidden = !bytes;
      if (bytes) image.src = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));
    });
    return line;
  }
}
