/* Writes the draft at each input, one write after the other; what comes in meanwhile goes with the next one. */
import { DraftGone, saveDraft } from "./drafts.js";

export class Keeper {
  /* on = {joined(), failed(error), kept()} */
  constructor(draft, on) {
    Object.assign(this, { draft, on, touched: new Set(), writing: null, closed: false });
  }

  /* `key` of an item, or "reason". Resolves when it is on the disk. */
  keep(key) {
    if (key) this.touched.add(key);
    document.documentElement.dataset.unsaved = "yes";
    if (!this.writing) this.writing = this.write().finally(() => this.rest());
    return this.writing;
  }

  rest() {
    this.writing = null;
    if (this.touched.size === 0) delete document.documentElement.dataset.unsaved;
  }

  async write() {
    do {
      const keys = new Set(this.touched);
      this.touched.clear();
      if (!(await this.writeOnce(keys))) return;
    } while (this.touched.size > 0);
  }

  async writeOnce(keys) {
    if (this.closed) return false;
    try {
      const joined = await saveDraft(this.draft, (key) => keys.has(key) || this.touched.has(key));
      if (joined) this.on.joined();
      else this.on.kept();
      return true;
    } catch (error) {
      for (const key of keys) this.touched.add(key);
      this.closed = error instanceof DraftGone;
      this.on.failed(error);
      return false;
    }
  }
}
