/* One item on the page: shows an entry, turns taps into decisions. */
import { bonusByRule, deductByRule, itemScore, toHundredths, toShort } from "./arithmetic.js";
import { all, one, piece } from "./page_parts.js";
import { PhotoView } from "./photo_view.js";
import { ProposalView } from "./proposal_view.js";
import { deductionsOf, giveFull, isFinished, lacksAnswer, lacksReason, setCount, takeByHand, takenBy } from "./sheet.js";
import { say } from "./words.js";

const STEP = 50;

/* Rules of other kinds apply once or not at all. */
const COUNTED = ["per_occurrence", "bonus"];

/* The markup of an item: `item` as the server sends it. */
export function itemBox(item, name) {
  const points = toShort(toHundredths(item.points));
  const whole = say("full_points", { points });
  const box = piece("item", { no: item.no, text: item.text, points, whole, hint: item.hint, method: item.method, note: item.note });
  box.dataset.item = item.key;
  box.id = name;
  one("[data-hint]", box).hidden = !item.hint;
  one("[data-said]", box).hidden = !item.note;
  one(".field-row [data-full]", box).setAttribute("aria-label", say("full_item", { no: item.no, points }));
  addBody(box, item, name);
  return box;
}

function addBody(box, item, name) {
  const body = one(".field-body", box);
  body.id = `${name}-body`;
  one("[data-open]", box).setAttribute("aria-controls", body.id);
  one("[data-nothing]", box).dataset.deduct = item.points;
  one("[data-nothing]", box).before(...item.steps.map(quickButton));
  one("[data-rules]", box).append(...item.rules.map(ruleLine));
  one("[data-rules]", box).hidden = item.rules.length === 0;
  one("[data-why-label]", box).id = `${name}-why`;
  one("[data-reasons]", box).setAttribute("aria-labelledby", `${name}-why`);
  one("[data-reasons]", box).append(...item.reasons.map((reason, place) => reasonChip(reason, `${name}-reason-${place}`)));
  one("[data-reasons]", box).hidden = item.reasons.length === 0;
}

function quickButton(step) {
  const button = piece("quick");
  button.dataset.deduct = step;
  button.textContent = say("off", { points: toShort(toHundredths(step)) });
  return button;
}

function ruleLine(rule, place) {
  const line = piece("rule", { text: rule.text });
  line.dataset.rule = place;
  one('[data-count="-1"]', line).setAttribute("aria-label", say("less_times", { rule: rule.text }));
  one('[data-count="1"]', line).setAttribute("aria-label", say("more_times", { rule: rule.text }));
  return line;
}

function factLine(fact) {
  const line = document.createElement("li");
  line.textContent = fact.text;
  return line;
}

function reasonChip(reason, id) {
  const chip = piece("reason", { text: reason });
  Object.assign(one("input", chip), { id, value: reason });
  one("label", chip).htmlFor = id;
  return chip;
}

export class ItemView {
  /* page = {state, visit, changed(item, advance), opened(view or null), draft, keep()}; `advance` asks for the next item. */
  constructor(item, box, page) {
    Object.assign(this, { item, box, page });
    this.photos = new PhotoView(this);
    this.showFacts((page.visit.facts || []).filter((one) => one.item === item.key));
    this.proposals = new ProposalView(this, (page.visit.proposals || []).filter((one) => one.item === item.key));
    this.on("[data-open]", "click", () => page.opened(this.isOpen ? null : this));
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

  /* What the records show and nobody has to answer. */
  showFacts(facts) {
    this.part("[data-facts]").hidden = facts.length === 0;
    this.part("[data-facts] ul").append(...facts.map(factLine));
  }

  get entry() {
    return this.page.state.entries[this.item.key];
  }

  on(selector, event, act) {
    for (const part of all(selector, this.box)) part.addEventListener(event, () => act(part));
  }

  part(selector) {
    return one(selector, this.box);
  }

  get isOpen() {
    return this.box.classList.contains("is-open");
  }

  changed(advance) {
    this.page.changed(this.item, advance);
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
    this.entry.chips = all("[data-reason]:checked", this.box).map((chip) => chip.value);
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
    const bad = lacksReason(item, entry) || lacksAnswer(entry);
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
    this.part("[data-why] .required-mark").hidden = entry.hand === 0; // a rule says why by itself
    this.part("[data-photos]").hidden = taken === 0 && entry.photos.length === 0;
    this.photos.show();
    this.proposals.show();
    this.part("[data-proposed]").hidden = this.proposals.proposals.every((one) => entry.answers[one.rule]);
    this.showFields(taken);
  }

  showFields(taken) {
    const { entry } = this;
    const hand = this.part("[data-hand]");
    if (document.activeElement !== hand) hand.value = entry.hand > 0 ? toShort(entry.hand) : "";
    const note = this.part("[data-note]");
    if (note.value !== entry.note) note.value = entry.note;
    for (const chip of all("[data-reason]", this.box)) chip.checked = entry.chips.includes(chip.value);
    for (const button of all("[data-deduct]", this.box)) button.setAttribute("aria-pressed", String(entry.hand === toHundredths(button.dataset.deduct)));
    this.part(".item-quick [data-full]").setAttribute("aria-pressed", String(entry.judged && taken === 0));
    for (const line of all("[data-rule]", this.box)) this.showRule(line);
  }

  showRule(line) {
    const rule = this.item.rules[Number(line.dataset.rule)];
    const count = this.entry.counts[Number(line.dataset.rule)] || 0;
    one("[data-times]", line).textContent = count;
    one('[data-count="-1"]', line).disabled = count === 0;
    one('[data-count="1"]', line).disabled = count > 0 && !COUNTED.includes(rule.kind);
    const points = rule.kind === "bonus" ? bonusByRule(rule, count) : -deductByRule(this.item, rule, count);
    one("[data-rule-points]", line).textContent = points === 0 ? "" : points > 0 ? `+${toShort(points)}` : `−${toShort(-points)}`;
  }
}
