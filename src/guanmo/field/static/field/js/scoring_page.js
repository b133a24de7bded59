/* The scoring page: puts sheet, items, draft and finishing together. */
import { toShort } from "./arithmetic.js";
import { DraftGone, WINDOW, draftOf, dropDraft, isoTime, newDraft } from "./drafts.js";
import { notice, setHead } from "./frame.js";
import { ItemView } from "./item_view.js";
import { Keeper } from "./keeper.js";
import { bodyOf, finish, receiptsOf, rowsOf } from "./outbox.js";
import { all, one, piece, show } from "./page_parts.js";
import { phone, sheetOf, visitOf } from "./phone.js";
import { copyPhotos } from "./photos.js";
import { deductionsOf, fillSection, fitState, fromDocument, isFinished, newState, nextUnfinished, publishedOf, readSheet, scoreOf, toDocument } from "./sheet.js";
import { SheetView, sectionBoxes } from "./sheet_view.js";
import { headOf, isCorrectable } from "./standing.js";
import { sync } from "./sync.js";
import { say } from "./words.js";

class ScoringPage {
  constructor(visit, data, draft, kept) {
    const sheet = readSheet(data, visit.not_applicable);
    Object.assign(this, { visit, data, draft, kept, sheet, focus: null, busy: false });
    draft.state = fitState(sheet, draft.state);
    this.keeper = new Keeper(draft, { joined: () => this.joined(), failed: (error) => this.failed(error), kept: () => this.saved() });
  }

  get state() {
    return this.draft.state;
  }

  build() {
    const boxes = sectionBoxes(this.data, this.visit.not_applicable);
    const correction = this.draft.previous ? this.correctionBox() : null;
    show(correction, ...boxes);
    this.view = new SheetView(this.sheet, this.data, this.state, boxes);
    this.items = this.sheet.items.map((item) => new ItemView(item, one(`[data-item="${item.key}"]`), this));
    boxes.forEach((box, index) => one("[data-fill]", box).addEventListener("click", () => this.fill(this.sheet.sections[index])));
    one("[data-act]").onclick = () => this.act();
    this.items.forEach((view) => view.show());
    const first = this.sheet.items.find((item) => !isFinished(item, this.state.entries[item.key]));
    this.view.turnTo(first && !this.draft.previous ? this.view.sectionOf(first.key) : 0, false);
    this.refresh();
  }

  correctionBox() {
    const box = piece("correction");
    this.correction = one("[data-correction]", box);
    this.correction.value = this.state.reason;
    this.correction.addEventListener("input", () => {
      this.state.reason = this.correction.value;
      this.keep("reason");
    });
    one("[data-drop]", box).addEventListener("click", () => this.drop());
    return box;
  }

  refresh() {
    const final = this.view.show();
    const away = phone.contact.state !== "online";
    one("[data-act]").textContent = say(final ? (away ? "submit_offline" : "submit") : "next", {});
  }

  /* One item in focus, the others folded. */
  opened(wanted) {
    for (const view of this.items) view.open(view === wanted);
    if (wanted) this.focus = wanted.item.key;
  }

  keep(key) {
    return this.keeper.keep(key);
  }

  changed(item, advance) {
    this.focus = item.key;
    this.keep(item.key);
    this.refresh();
    if (advance) this.moveOn(item);
  }

  viewOf(item) {
    return this.items.find((view) => view.item.key === item.key);
  }

  /* After full marks: fold, and put the finger and the reader on the next unfinished row of the same section. */
  moveOn(item) {
    this.opened(null);
    const next = nextUnfinished(this.sheet, this.state, item.key);
    if (next && this.view.sectionOf(next.key) === this.view.sectionOf(item.key)) {
      this.viewOf(next).part(".field-row [data-full]").focus({ preventScroll: true });
      this.viewOf(next).box.scrollIntoView({ block: "nearest" });
    } else {
      one("[data-act]").focus({ preventScroll: true });
    }
  }

  goTo(item) {
    const view = this.viewOf(item);
    this.view.turnTo(this.view.sectionOf(item.key), false);
    this.opened(view);
    view.part("[data-open]").focus({ preventScroll: true });
    view.box.scrollIntoView({ block: "start" });
  }

  fill(section) {
    const open = section.items.filter((item) => !this.state.entries[item.key].judged);
    if (!window.confirm(say("fill", { count: open.length }))) return;
    fillSection(section, this.state);
    this.opened(null);
    this.items.forEach((view) => view.show());
    open.forEach((item) => this.keep(item.key));
    this.refresh();
    one("[data-act]").focus({ preventScroll: true });
  }

  act() {
    if (this.busy) return;
    const next = nextUnfinished(this.sheet, this.state, this.focus);
    if (next) this.goTo(next);
    else if (this.draft.previous && !this.state.reason.trim()) this.askReason();
    else if (window.confirm(this.summary())) this.submit();
  }

  summary() {
    const off = this.sheet.items.filter((item) => deductionsOf(item, this.state.entries[item.key]).some((found) => found.points > 0));
    const { total } = scoreOf(this.sheet, this.state);
    return say("confirm", { total: total === null ? say("no_total", {}) : toShort(total), count: off.length });
  }

  askReason() {
    notice(say("correction_reason", {}), "bad");
    this.correction.focus();
  }

  /* From here on it is these bytes and this id, however often they have to be sent. */
  async submit() {
    this.lock(true);
    try {
      await this.keep();
      const { id, judge, visit, sheet, previous, started_at } = this.draft;
      const given = { id, judge, visit, sheet, previous, device: phone.device, started_at, finished_at: isoTime(new Date()) };
      const facts = Object.assign({ judge: this.visit.judge }, publishedOf(this.sheet, this.state));
      await finish(this.draft, toDocument(this.sheet, this.state, given), this.kept, facts);
      this.keeper.closed = true;
      location.replace(`#/sheet/${id}`);
      sync("send");
    } catch (error) {
      this.failed(error);
      this.lock(false);
    }
  }

  /* While it is being written, nothing may change. */
  lock(isLocked) {
    this.busy = isLocked;
    one("[data-act]").disabled = isLocked;
    if (isLocked) one("[data-act]").textContent = say("saving", {});
    for (const field of all("#main button, #main input, #main textarea")) field.disabled = isLocked;
    if (isLocked) return;
    this.items.forEach((view) => view.show());
    this.refresh();
  }

  saved() {
    if (this.failing) notice("", "");
    this.failing = false;
  }

  joined() {
    notice(say("joined", {}), "");
    this.items.forEach((view) => view.show());
    this.refresh();
  }

  failed(error) {
    this.failing = true;
    notice(say(error instanceof DraftGone ? "gone" : "not_saved", {}), "bad");
  }

  async drop() {
    if (!window.confirm(say("drop", {}))) return;
    this.keeper.closed = true;
    await dropDraft(this.draft);
    location.replace(`#/visit/${this.visit.id}`);
  }

  /* Another window wrote to this draft, or began it. */
  async takeOver() {
    const { draft } = this;
    if (this.busy || this.keeper.touched.size || this.keeper.writing) return null;
    const stored = await draftOf(this.visit.id);
    if (!stored && draft.rev === 0) return null;
    if (!stored || stored.sheet !== draft.sheet || (draft.rev > 0 && stored.id !== draft.id)) return this.failed(new DraftGone("finished"));
    Object.assign(this.state.entries, stored.state.entries);
    Object.assign(draft, { id: stored.id, rev: stored.rev, previous: stored.previous, started_at: stored.started_at });
    this.items.forEach((view) => view.show());
    return this.refresh();
  }
}

async function correctionOf(visit, head) {
  const data = await sheetOf(head.sheet);
  const body = head.body || await bodyOf(head.id);
  if (!data || !body) return null;
  const draft = newDraft(visit.id, head.sheet, fromDocument(readSheet(data, visit.not_applicable), body), head.id);
  await copyPhotos(head.id, draft.id);
  return draft;
}

function closed(visit, word) {
  setHead({ heading: say("scoring", {}), place: visit ? visit.name : "", note: visit ? visit.round : "" });
  show(piece("closed", { sentence: say(word, {}) }));
  return null;
}

async function draftFor(visit, head, correct) {
  const stored = await draftOf(visit.id);
  if (stored) return stored;
  if (head) return correct ? correctionOf(visit, head) : null;
  const data = await sheetOf(visit.sheet);
  return data ? newDraft(visit.id, visit.sheet, newState(readSheet(data, visit.not_applicable)), null) : null;
}

/* Show the page of one visit; resolves with the page while it is open for scoring, else with null. */
export async function showScoring(id, correct) {
  const visit = visitOf(id);
  if (!visit) return closed(null, "closed_unknown");
  const [rows, receipts] = [await rowsOf(phone.judge), await receiptsOf(phone.judge)];
  const head = headOf(id, rows, receipts);
  const stored = await draftOf(id);
  if (!stored && head && !(correct && isCorrectable(visit, head))) {
    location.replace(`#/sheet/${head.id}`);
    return null;
  }
  if (!stored && !head && visit.state !== "to_score") return closed(visit, `closed_${visit.state}`);
  return openDraft(visit, await draftFor(visit, head, correct), receipts);
}

async function openDraft(visit, draft, receipts) {
  const data = draft && await sheetOf(draft.sheet);
  if (!data) return closed(visit, "closed_no_sheet");
  setHead({ heading: say(draft.previous ? "correcting" : "scoring", {}), place: visit.name, note: visit.round });
  const kept = [].concat(...receipts.map((one) => one.photos.filter((photo) => photo.there).map((photo) => photo.sha)));
  const page = new ScoringPage(visit, data, draft, kept);
  page.build();
  if (draft.rev > 0) notice(say(draft.reopened ? "reopened" : "restored", {}), "good");
  return page;
}

export const isOwn = (what) => what.from === WINDOW;
