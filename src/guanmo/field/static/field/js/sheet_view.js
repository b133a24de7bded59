/* The page around the items: sections and their chips, the running total, the bar at the bottom, notices. */
import { toShort } from "./arithmetic.js";
import { progressOf, scoreOf } from "./sheet.js";
import { say } from "./words.js";

const all = (selector) => Array.from(document.querySelectorAll(selector));
const one = (selector) => document.querySelector(selector);

export class SheetView {
  constructor(sheet, state) {
    Object.assign(this, { sheet, state });
    this.sections = all("[data-section]");
    this.chips = all("[data-chips] .chip");
    this.button = one(".phone-foot button");
    this.chips.forEach((chip, index) => chip.addEventListener("click", (event) => {
      event.preventDefault();
      this.turnTo(index, true);
    }));
  }

  /* Show one section; the chip row follows. */
  turnTo(index, focus) {
    this.sections.forEach((section, place) => { section.hidden = place !== index; });
    this.chips.forEach((chip, place) => {
      if (place === index) chip.setAttribute("aria-current", "true");
      else chip.removeAttribute("aria-current");
    });
    const row = this.chips[index].parentElement;
    row.scrollLeft = this.chips[index].offsetLeft - row.offsetLeft - 14;
    if (!focus) return;
    window.scrollTo(0, 0);
    this.sections[index].querySelector("h2").focus({ preventScroll: true });
  }

  sectionOf(key) {
    return this.sheet.sections.findIndex((section) => section.items.some((item) => item.key === key));
  }

  show(pending) {
    const { done, left } = progressOf(this.sheet.items, this.state);
    const score = scoreOf(this.sheet, this.state);
    const final = left === 0;
    one("[data-done]").textContent = done;
    one("[data-left]").textContent = left;
    one("[data-total]").textContent = toShort(final && score.total !== null ? score.total : score.raw);
    one("[data-rescaled]").hidden = !(final && this.sheet.rescaled);
    one("[data-bar] .bar-fill").setAttribute("width", `${(100 * done) / Math.max(done + left, 1)}%`);
    this.button.textContent = say(pending ? "again" : final ? "submit" : "next", {});
    this.sheet.sections.forEach((section, index) => this.showSection(section, index));
  }

  showSection(section, index) {
    const { done, left } = progressOf(section.items, this.state);
    const chip = this.chips[index];
    chip.classList.toggle("chip--done", left === 0);
    chip.querySelector(".choice-count").textContent = left === 0 ? "✓" : `${done}/${done + left}`;
    const open = section.items.filter((item) => !this.state.entries[item.key].judged).length;
    this.sections[index].querySelector("[data-fill]").hidden = open === 0;
    const { raw } = scoreOf({ items: section.items, rescaled: false }, this.state);
    const points = section.items.reduce((sum, item) => sum + item.points, 0);
    this.sections[index].querySelector("[data-section-score]").textContent = say("of", { score: toShort(raw), points: toShort(points) });
  }

  /* One sentence below the head; `tone` is "", "good" or "bad". */
  notice(text, tone) {
    const place = one("[data-notice]");
    place.textContent = "";
    if (!text) return;
    const line = document.createElement("p");
    line.className = tone ? `phone-notice phone-notice--${tone}` : "phone-notice";
    line.textContent = text;
    place.append(line);
    if (tone === "bad") window.scrollTo(0, 0);
  }

  busy(isBusy) {
    this.button.disabled = isBusy;
    if (isBusy) this.button.textContent = say("sending", {});
  }

  /* While bytes are on their way, nothing may change that is in them. */
  lock(isLocked) {
    for (const field of all("[data-sheet] button, [data-sheet] input, [data-sheet] textarea")) field.disabled = isLocked;
  }

  thank(receipt) {
    for (const slot of all("[data-receipt]")) slot.textContent = receipt[slot.dataset.receipt];
    for (const rest of ["[data-sheet]", "[data-chips]", ".phone-foot"]) one(rest).hidden = true;
    const thanks = one("[data-thanks]");
    thanks.hidden = false;
    window.scrollTo(0, 0);
    thanks.focus({ preventScroll: true });
  }
}
