/* One item on the page: shows an entry, turns taps into decisions. */
import { deductByRule, bonusByRule, itemScore, toHundredths, toShort } from "./arithmetic.js";
import { deductionsOf, giveFull, isFinished, lacksReason, setCount, takeByHand, takenBy } from "./sheet.js";
import { say } from "./words.js";

const STEP = 50;

export class ItemView {
  /* `changed(advance)` is called after each decision; `advance` asks for the next item. */
  constructor(item, entry, changed, opened) {
    Object.assign(this, { item, entry, changed });
    this.box = document.querySelector(`[data-item="${CSS.escape(item.key)}"]`);
    this.on("[data-open]", "click", () => opened(this.isOpen ? null : this));
    this.on("[data-full]", "click", () => this.decide(() => giveFull(this.entry) || true, true));
    this.on("[data-more]", "click", () => this.step(STEP));
    this.on("[data-less]", "click", () => this.step(-STEP));
    this.on("[data-deduct]", "click", (button) => this.takeAll(toHundredths(button.dataset.deduct)));
    this.on("[data-hand]", "input", (field) => this.type(field, false));
    this.on("[data-hand]", "change", (field) => this.type(field, true));
    this.on("[data-count]", "click", (button) => this.count(button));
    this.on("[data-reason]", "change", () => this.write());
    this.on("[data-note]", "input", () => this.write());
  }

  on(selector, event, act) {
    for (const one of this.box.querySelectorAll(selector)) one.addEventListener(event, () => act(one));
  }

  part(selector) {
    return this.box.querySelector(selector);
  }

  get isOpen() {
    return this.box.classList.contains("is-open");
  }

  decide(act, advance) {
    const done = act();
    this.error(done ? "" : say("too_much", { points: toShort(this.item.points) }));
    this.show();
    if (done) this.changed(advance);
  }

  step(by) {
    const left = this.item.points - takenBy(this.item, this.entry);
    const wanted = Math.min(Math.max(this.entry.hand + by, 0), this.entry.hand + left);
    this.decide(() => takeByHand(this.item, this.entry, wanted));
  }

  takeAll(points) {
    this.decide(() => {
      this.entry.counts = {};
      return takeByHand(this.item, this.entry, points);
    });
  }

  /* While a number is being typed it may be half a number; only when it is finished it is judged. */
  type(field, finished) {
    const points = toHundredths(field.value);
    if (points !== null) this.decide(() => takeByHand(this.item, this.entry, points));
    else if (finished && field.value.trim() !== "") this.error(say("bad_number", {}));
    else if (finished && this.entry.hand > 0) this.decide(() => takeByHand(this.item, this.entry, 0));
  }

  count(button) {
    const index = Number(button.closest("[data-rule]").dataset.rule);
    const count = (this.entry.counts[index] || 0) + Number(button.dataset.count);
    this.decide(() => count < 0 || setCount(this.item, this.entry, index, count));
  }

  write() {
    this.entry.chips = Array.from(this.box.querySelectorAll("[data-reason]:checked"), (one) => one.value);
    this.entry.note = this.part("[data-note]").value;
    this.show();
    this.changed(false);
  }

  error(text) {
    const line = this.part("[data-error]");
    line.textContent = text;
    line.hidden = text === "";
  }

  open(isOpen) {
    this.box.classList.toggle("is-open", isOpen);
    this.part("[data-open]").setAttribute("aria-expanded", String(isOpen));
    this.part(".field-body").hidden = !isOpen;
  }

  show() {
    const { item, entry } = this;
    const taken = takenBy(item, entry);
    const bad = lacksReason(item, entry);
    const score = itemScore(item, deductionsOf(item, entry));
    const done = isFinished(item, entry);
    this.box.classList.toggle("is-done", done);
    this.box.classList.toggle("is-bad", bad);
    this.box.classList.toggle("is-off", taken > 0);
    this.part("[data-no]").classList.toggle("item-no--done", done);
    this.part("[data-mark]").textContent = bad ? say("no_reason", {}) : score < item.points ? say("off", { points: toShort(item.points - score) }) : say("full", {});
    this.part("[data-score]").textContent = entry.judged ? toShort(score) : "—";
    this.part("[data-score]").classList.toggle("item-value--none", !entry.judged);
    this.part("[data-off]").textContent = taken > 0 ? say("off", { points: toShort(taken) }) : "";
    this.part("[data-more]").disabled = taken >= item.points;
    this.part("[data-less]").disabled = entry.hand === 0;
    this.part("[data-why]").hidden = taken === 0;
    this.showFields(taken);
  }

  showFields(taken) {
    const { item, entry } = this;
    const hand = this.part("[data-hand]");
    if (document.activeElement !== hand) hand.value = entry.hand > 0 ? toShort(entry.hand) : "";
    const note = this.part("[data-note]");
    if (note.value !== entry.note) note.value = entry.note;
    for (const chip of this.box.querySelectorAll("[data-reason]")) chip.checked = entry.chips.includes(chip.value);
    for (const button of this.box.querySelectorAll("[data-deduct]")) button.setAttribute("aria-pressed", String(entry.hand === toHundredths(button.dataset.deduct)));
    this.part(".item-quick [data-full]").setAttribute("aria-pressed", String(entry.judged && taken === 0));
    for (const line of this.box.querySelectorAll("[data-rule]")) this.showRule(line);
  }

  showRule(line) {
    const rule = this.item.rules[Number(line.dataset.rule)];
    const count = this.entry.counts[Number(line.dataset.rule)] || 0;
    line.querySelector("[data-times]").textContent = count;
    line.querySelector('[data-count="-1"]').disabled = count === 0;
    const points = rule.kind === "bonus" ? bonusByRule(rule, count) : -deductByRule(this.item, rule, count);
    line.querySelector("[data-rule-points]").textContent = points === 0 ? "" : points > 0 ? `+${toShort(points)}` : `−${toShort(-points)}`;
  }
}
