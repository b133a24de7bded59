/* A score sheet and what a judge has entered on it so far. Pure: no page, no clock, no storage. */
import { deductByRule, itemScore, rescale, toHundredths, toText } from "./arithmetic.js";

/* The sheet with points as hundredths; `items` holds the items that apply, in printed order. */
export function readSheet(data, leftOut = []) {
  const applies = (item) => !leftOut.includes(item.key);
  const sections = data.sections.map((section) => ({ no: section.no, items: section.items.filter(applies).map(readItem) }));
  const items = [].concat(...sections.map((section) => section.items));
  const rescaled = data.sections.some((section) => !section.items.every(applies));
  return { total: toHundredths(data.total), sections, items, rescaled };
}

function readItem(item) {
  return { key: item.key, no: item.no, points: toHundredths(item.points), rules: item.rules.map(readRule) };
}

function readRule(rule) {
  return { kind: rule.kind, text: rule.text, points: toHundredths(rule.points), cap: toHundredths(rule.cap) };
}

/* `judged` is set by the first decision on the item; `hand` is in hundredths; `counts` go by the rule's index; `photos`
   are named by their SHA-256; `answers` to the proposals go by their rule. */
export function newEntry() {
  return { judged: false, hand: 0, counts: {}, chips: [], note: "", photos: [], answers: {} };
}

export function newState(sheet) {
  const entries = {};
  for (const item of sheet.items) entries[item.key] = newEntry();
  return { entries, reason: "" };
}

/* A state read from storage made to fit this sheet: unknown items are dropped, new ones are not judged. */
export function fitState(sheet, stored) {
  const state = newState(sheet);
  if (!stored) return state;
  for (const item of sheet.items) Object.assign(state.entries[item.key], stored.entries[item.key]);
  state.reason = stored.reason || "";
  return state;
}

export function deductionsOf(item, entry) {
  const said = entry.chips.concat(entry.note.trim() || []);
  const found = [];
  item.rules.forEach((rule, index) => {
    const count = entry.counts[index] || 0;
    if (count === 0) return;
    const reason = said.length ? `${rule.text}：${said.join("；")}` : rule.text;
    found.push({ rule: index, count, points: deductByRule(item, rule, count), reason });
  });
  if (entry.hand > 0) found.push({ rule: null, count: null, points: entry.hand, reason: said.join("；") });
  return found;
}

export function takenBy(item, entry) {
  return deductionsOf(item, entry).reduce((sum, one) => sum + one.points, 0);
}

export function lacksReason(item, entry) {
  return deductionsOf(item, entry).some((one) => one.points > 0 && !one.reason);
}

export function isFinished(item, entry) {
  return entry.judged && !lacksReason(item, entry) && !lacksAnswer(entry);
}

/* Whether a proposal was rejected without saying why. */
export function lacksAnswer(entry) {
  return Object.values(entry.answers || {}).some((one) => one.answer === "rejected" && !one.reason.trim());
}

/* Photos stay: a tap never throws away what was taken on site. So do rejections; what was accepted is taken back. */
export function giveFull(entry) {
  const kept = Object.entries(entry.answers || {}).filter(([, one]) => one.answer === "rejected");
  Object.assign(entry, newEntry(), { judged: true, photos: entry.photos, answers: Object.fromEntries(kept) });
}

/* Take the points of a proposal off by hand and write its fact down; false when the item has not that much left. */
export function acceptProposal(item, entry, proposal) {
  const points = toHundredths(proposal.points);
  const left = item.points - takenBy(item, entry);
  if (left <= 0 || !takeByHand(item, entry, entry.hand + Math.min(points, left))) return false;
  entry.note = entry.note ? `${entry.note}；${proposal.fact}` : proposal.fact;
  entry.answers[proposal.rule] = { answer: "accepted", reason: "", points: Math.min(points, left), fact: proposal.fact };
  return true;
}

/* Undo what accepting did: its points and its words. */
export function takeBackAnswer(entry, rule) {
  const said = entry.answers[rule];
  if (said && said.answer === "accepted") {
    entry.hand = Math.max(entry.hand - (said.points || 0), 0);
    entry.note = entry.note.split("；").filter((part) => part !== said.fact).join("；");
  }
  delete entry.answers[rule];
}

export function rejectProposal(entry, rule, reason) {
  if (!entry.answers[rule] || entry.answers[rule].answer !== "rejected") takeBackAnswer(entry, rule);
  entry.answers[rule] = { answer: "rejected", reason };
}

/* The answers as they are sent: who accepted and then took another number of points changed the proposal. */
function answersOf(entry) {
  const answers = entry.answers || {}; // a draft of an earlier version has none
  const accepted = Object.values(answers).filter((one) => one.answer === "accepted");
  const known = accepted.every((one) => one.points !== undefined);
  const same = !known || accepted.reduce((sum, one) => sum + one.points, 0) === entry.hand;
  return Object.entries(answers).map(([rule, { answer, reason }]) => (
    { rule, answer: answer === "accepted" && !same ? "changed" : answer, reason: clean(reason) }
  ));
}

/* Take `points` off by hand. What the rules take is left alone; false when the item has not that much left. */
export function takeByHand(item, entry, points) {
  const byRules = takenBy(item, entry) - entry.hand;
  if (points < 0 || points + byRules > item.points) return false;
  entry.hand = points;
  entry.judged = true;
  return true;
}

/* Set how often a rule's fact occurred. A rule that takes the whole item stands alone; false when nothing is left. */
export function setCount(item, entry, index, count) {
  if (count < 0 || count > 999) return false;
  const tried = Object.assign({}, entry, { counts: Object.assign({}, entry.counts, { [index]: count }) });
  const kind = item.rules[index].kind;
  if (kind !== "per_occurrence" && kind !== "bonus" && count > 1) return false;
  if (count > 0 && (kind === "zero" || kind === "veto")) Object.assign(tried, { hand: 0, counts: { [index]: 1 } });
  if (takenBy(item, tried) > item.points) tried.hand = 0;
  if (takenBy(item, tried) > item.points) return false;
  Object.assign(entry, tried, { judged: true });
  return true;
}

/* Give full marks to what is not yet judged in a section; returns how many. */
export function fillSection(section, state) {
  const open = section.items.filter((item) => !state.entries[item.key].judged);
  open.forEach((item) => giveFull(state.entries[item.key]));
  return open.length;
}

export function progressOf(items, state) {
  const done = items.filter((item) => isFinished(item, state.entries[item.key])).length;
  return { done, left: items.length - done };
}

/* The next unfinished item after `key`, going round; null when all are finished. */
export function nextUnfinished(sheet, state, key) {
  const place = sheet.items.findIndex((item) => item.key === key) + 1;
  const order = sheet.items.slice(place).concat(sheet.items.slice(0, place));
  return order.find((item) => !isFinished(item, state.entries[item.key])) || null;
}

function isVetoed(item, entry) {
  return entry.judged && item.rules.some((rule, index) => rule.kind === "veto" && entry.counts[index] > 0);
}

/* What is published of a finished sheet: the points off each item, net, and whether a veto was used. */
export function publishedOf(sheet, state) {
  const deducted = {};
  for (const item of sheet.items) {
    const off = item.points - itemScore(item, deductionsOf(item, state.entries[item.key]));
    if (off > 0) deducted[item.key] = toText(off);
  }
  return { deducted, vetoed: sheet.items.some((item) => isVetoed(item, state.entries[item.key])) };
}

/* Points kept on the judged items, and the total that the server will count once all are judged. */
export function scoreOf(sheet, state) {
  let raw = 0;
  let applicable = 0;
  let vetoed = false;
  for (const item of sheet.items) {
    applicable += item.points;
    const entry = state.entries[item.key];
    if (!entry.judged) continue;
    raw += itemScore(item, deductionsOf(item, entry));
    vetoed = vetoed || isVetoed(item, entry);
  }
  return { raw, applicable, total: vetoed ? 0 : sheet.rescaled ? rescale(raw, sheet.total, applicable) : raw };
}

/* Text as every store can keep it: no NUL, no half of a surrogate pair. */
function clean(text) {
  return new TextDecoder().decode(new TextEncoder().encode(text.replace(/\0/g, ""))).trim();
}

const HEAD = ["id", "judge", "visit", "sheet", "previous", "reason", "device", "started_at", "finished_at"];

function deductionFor(one) {
  return { rule: one.rule, count: one.count, points: toText(one.points), reason: clean(one.reason) };
}

/* The ballot as bytes: one JSON document, always with its fields in the same order. */
export function toDocument(sheet, state, given) {
  const head = { api: "ballot1" };
  const all = Object.assign({}, given, { reason: clean(state.reason) });
  for (const name of HEAD) head[name] = all[name];
  const items = sheet.items.map((item) => {
    const entry = state.entries[item.key];
    const answers = answersOf(entry);
    const said = { item: item.key, deductions: deductionsOf(item, entry).map(deductionFor), photos: entry.photos };
    return answers.length ? Object.assign(said, { answers }) : said;
  });
  return JSON.stringify(Object.assign(head, { items }));
}

/* The state from which a submitted document could have come; the start of a correction. */
export function fromDocument(sheet, text) {
  const state = newState(sheet);
  for (const { item: key, deductions, photos, answers } of JSON.parse(text).items) {
    const item = sheet.items.find((one) => one.key === key);
    if (!item) continue;
    const entry = state.entries[key];
    entry.judged = true;
    entry.photos = photos || [];
    for (const one of deductions) readDeduction(item, entry, one);
    for (const { rule, answer, reason } of answers || []) entry.answers[rule] = { answer, reason };
  }
  return state;
}

function readDeduction(item, entry, one) {
  const whole = one.rule !== null && ["zero", "veto"].includes(item.rules[one.rule].kind); // applies once or not at all
  if (one.rule === null || (one.count === null && !whole)) {
    entry.hand += toHundredths(one.points);
    entry.note = one.reason;
    return;
  }
  entry.counts[one.rule] = one.count === null ? 1 : one.count;
  const start = `${item.rules[one.rule].text}：`;
  if (!entry.note && one.reason.startsWith(start)) entry.note = one.reason.slice(start.length);
}
