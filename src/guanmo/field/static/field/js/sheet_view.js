/* The page around the items: sections and their chips, the running total, the bar at the bottom. */
import { toShort } from "./arithmetic.js";
import { setTotal } from "./frame.js";
import { all, one, piece } from "./page_parts.js";
import { progressOf, scoreOf } from "./sheet.js";
import { itemBox } from "./item_view.js";
import { say } from "./words.js";

/* The markup of all sections; what does not apply is shown and cannot be scored. */
export function sectionBoxes(data, leftOut) {
  return data.sections.map((section, place) => {
    const box = piece("section", { title: say("section", section) });
    box.id = `section-${place + 1}`;
    box.dataset.section = section.no;
    one("h2", box).id = `${box.id}-title`;
    box.setAttribute("aria-labelledby", `${box.id}-title`);
    box.append(...section.items.map((item) => (leftOut.includes(item.key) ? piece("item-out", item) : itemBox(item, `item-${place + 1}-${item.no}`))));
    return box;
  });
}

function chipFor(section) {
  return piece("chip", { title: section.title, count: "" });
}

export class SheetView {
  constructor(sheet, data, state, boxes) {
    Object.assign(this, { sheet, state, sections: boxes });
    const row = one("[data-chip-row]");
    row.textContent = "";
    row.append(...data.sections.map(chipFor));
    this.chips = all(".chip", row);
    one("[data-chips]").hidden = false;
    one("[data-bar]").hidden = false;
    one("[data-foot]").hidden = false;
    one("[data-act]").disabled = false;
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
    one("h2", this.sections[index]).focus({ preventScroll: true });
  }

  sectionOf(key) {
    return this.sheet.sections.findIndex((section) => section.items.some((item) => item.key === key));
  }

  show() {
    const { done, left } = progressOf(this.sheet.items, this.state);
    const score = scoreOf(this.sheet, this.state);
    const final = left === 0;
    one("[data-done]").textContent = done;
    one("[data-left]").textContent = left;
    setTotal(final && score.total !== null ? score.total : score.raw, say("current", {}));
    one("[data-rescaled]").hidden = !(final && this.sheet.rescaled);
    one("[data-bar] .bar-fill").setAttribute("width", `${(100 * done) / Math.max(done + left, 1)}%`);
    this.sheet.sections.forEach((section, index) => this.showSection(section, index));
    return final;
  }

  showSection(section, index) {
    const { done, left } = progressOf(section.items, this.state);
    const chip = this.chips[index];
    chip.classList.toggle("chip--done", left === 0);
    one("[data-chip-done]", chip).hidden = left > 0;
    one("[data-slot=count]", chip).textContent = `${done}/${done + left}`;
    one("[data-slot=count]", chip).hidden = left === 0;
    const open = section.items.filter((item) => !this.state.entries[item.key].judged).length;
    one("[data-fill]", this.sections[index]).hidden = open === 0;
    const { raw } = scoreOf({ items: section.items, rescaled: false }, this.state);
    const points = section.items.reduce((sum, item) => sum + item.points, 0);
    one("[data-section-score]", this.sections[index]).textContent = say("of", { score: toShort(raw), points: toShort(points) });
  }
}
