/* The scoring page: puts sheet, items, draft and sending together. */
import { toShort } from "./arithmetic.js";
import { forget, keyOf, load, save } from "./draft.js";
import { newId } from "./identity.js";
import { ItemView } from "./item_view.js";
import { deductionsOf, fillSection, fitState, fromDocument, isFinished, nextUnfinished, readSheet, scoreOf, toDocument } from "./sheet.js";
import { SheetView } from "./sheet_view.js";
import { send } from "./submit.js";
import { say } from "./words.js";

const data = JSON.parse(document.getElementById("field-data").textContent);
const sheet = readSheet(data);
const previous = data.previous === null ? null : JSON.parse(data.previous).id;
const key = keyOf(data.user, data.visit, previous);
const found = load(key);
const stored = found && found.sheet === data.sheet ? found : null;
const state = stored ? fitState(sheet, stored.state) : previous ? fromDocument(sheet, data.previous) : fitState(sheet, null);
const correction = document.querySelector("[data-correction]");
const form = document.querySelector("[data-sheet]");
const view = new SheetView(sheet, state);
let pending = stored ? stored.pending : null;
let focus = null;
let sending = false;

const items = sheet.items.map((item) => new ItemView(item, state.entries[item.key], (advance) => changed(item, advance), open));
const viewOf = (item) => items.find((one) => one.item.key === item.key);

function keep() {
  if (!save(key, { sheet: data.sheet, state, pending })) view.notice(say("not_saved", {}), "bad");
}

function changed(item, advance) {
  focus = item.key;
  keep();
  view.show(pending);
  if (advance) moveOn(item);
}

/* One item in focus, the others folded. */
function open(wanted) {
  for (const one of items) one.open(one === wanted);
  if (wanted) focus = wanted.item.key;
}

/* After full marks: fold, and put the finger and the reader on the next unfinished row of the same section. */
function moveOn(item) {
  open(null);
  const next = nextUnfinished(sheet, state, item.key);
  if (next && view.sectionOf(next.key) === view.sectionOf(item.key)) {
    viewOf(next).part(".field-row [data-full]").focus({ preventScroll: true });
    viewOf(next).box.scrollIntoView({ block: "nearest" });
  } else {
    view.button.focus({ preventScroll: true });
  }
}

function goTo(item) {
  view.turnTo(view.sectionOf(item.key), false);
  open(viewOf(item));
  viewOf(item).part("[data-open]").focus({ preventScroll: true });
  viewOf(item).box.scrollIntoView({ block: "start" });
}

function fill(section) {
  const count = section.items.filter((item) => !state.entries[item.key].judged).length;
  if (!window.confirm(say("fill", { count }))) return;
  fillSection(section, state);
  open(null);
  items.forEach((one) => one.show());
  keep();
  view.show(pending);
  view.button.focus({ preventScroll: true });
}

function act() {
  if (sending) return;
  const next = nextUnfinished(sheet, state, focus);
  if (pending) deliver();
  else if (next) goTo(next);
  else if (previous && !state.reason.trim()) askReason();
  else if (window.confirm(summary())) freeze();
}

function summary() {
  const off = sheet.items.filter((item) => deductionsOf(item, state.entries[item.key]).some((one) => one.points > 0));
  const { total } = scoreOf(sheet, state);
  return say("confirm", { total: total === null ? "—" : toShort(total), count: off.length });
}

function askReason() {
  view.notice(say("correction_reason", {}), "bad");
  correction.focus();
}

/* From here on it is these bytes and this id, however often they have to be sent. */
function freeze() {
  const id = newId();
  pending = { id, body: toDocument(sheet, state, { id, visit: data.visit, sheet: data.sheet, previous }) };
  keep();
  deliver();
}

async function deliver() {
  sending = true;
  view.lock(true);
  view.busy(true);
  const answer = await send(data.ballots, pending);
  sending = false;
  view.busy(false);
  if (answer.kind === "kept") finish(answer.receipt);
  else if (answer.kind === "refused") unfreeze(answer.message);
  else view.notice(say(answer.kind, {}), "bad");
  if (answer.kind !== "kept") view.show(pending);
}

function finish(receipt) {
  forget(key);
  view.notice("", "");
  view.thank(receipt);
}

/* A refusal is final for these bytes; everything entered stays and may be changed. */
function unfreeze(message) {
  pending = null;
  keep();
  view.lock(false);
  items.forEach((one) => one.show());
  view.notice(message, "bad");
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  act();
});
view.sections.forEach((section, index) => section.querySelector("[data-fill]").addEventListener("click", () => fill(sheet.sections[index])));
if (correction) {
  correction.value = state.reason;
  correction.addEventListener("input", () => {
    state.reason = correction.value;
    keep();
  });
}
items.forEach((one) => one.show());
const first = sheet.items.find((item) => !isFinished(item, state.entries[item.key]));
view.turnTo(first && !previous ? view.sectionOf(first.key) : 0, false);
view.show(pending);
if (pending) {
  view.lock(true);
  view.notice(say("pending", {}), "");
} else if (stored) {
  view.notice(say("restored", {}), "good");
}
document.documentElement.dataset.ready = "yes";
