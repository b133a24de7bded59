/* A finished sheet to be read: where it stands, the receipt, every item with its score, deductions and reasons. */
import { toHundredths, toShort } from "./arithmetic.js";
import { draftsOf, isoTime } from "./drafts.js";
import { download } from "./export.js";
import { notice, setHead, setTotal } from "./frame.js";
import { bodyOf, receiptsOf, reopen, rowsOf } from "./outbox.js";
import { one, piece, show, tag } from "./page_parts.js";
import { phone, sheetOf, visitOf } from "./phone.js";
import { deductionsOf, fromDocument, readSheet, scoreOf } from "./sheet.js";
import { itemScore } from "./arithmetic.js";
import { headOf, isCorrectable } from "./standing.js";
import { sync } from "./sync.js";
import { say } from "./words.js";

/* Of these states the page itself says all that there is to say. */
const OWN_WORDS = ["conflict", "set_aside"];

const UNSENT = ["waiting", "stuck", "reopened"];

async function findSheet(id) {
  const rows = await rowsOf(phone.judge);
  const receipts = await receiptsOf(phone.judge);
  const found = receipts.find((one) => one.id === id) || rows.find((one) => one.id === id);
  if (!found) return null;
  const head = headOf(found.visit, rows, receipts);
  return { found, isHead: Boolean(head) && head.id === id, body: found.body || await bodyOf(id) };
}

function photosText(found) {
  if (found.photos.length === 0) return "";
  const lost = found.photos.filter((photo) => photo.stuck).length;
  if (lost > 0) return say("photos_lost", { count: lost });
  return say("photos_there", { there: found.photos.filter((photo) => photo.there).length, all: found.photos.length });
}

/* A held sheet has not been looked at: its signature is checked when it is taken. */
function signedWord(found) {
  if (found.state === "held" && found.signature && found.code !== "signature") return "signed_held";
  return found.signed ? "signed" : "not_signed";
}

function standingCard({ found, isHead }, visit) {
  const unsent = UNSENT.includes(found.state);
  const text = found.code === "damaged_here" ? say("stuck_damaged", {}) : say(`${found.state}_text`, {});
  const values = { title: say(`${found.state}_title`, {}), text, message: OWN_WORDS.includes(found.state) ? "" : found.message || "", photos: photosText(found) };
  const receipt = { total: found.total ? toShort(toHundredths(found.total)) : say("no_total", {}), received: found.received || "", number: found.number || "", logged: say(found.logged ? "logged" : "not_logged", {}), signed: say(signedWord(found), {}) };
  const card = piece("standing", Object.assign(values, receipt));
  card.dataset.standing = found.state;
  if (found.code) card.dataset.code = found.code;
  if (found.state !== "reopened") one("[data-tag]", card).append(tag(found.state));
  one("[data-receipt]", card).hidden = unsent;
  one("[data-receipt-hint]", card).hidden = unsent;
  if (!values.photos) one("[data-slot=photos]", card).parentElement.hidden = true;
  addButtons(card, found, isHead && isCorrectable(visit, found));
  return card;
}

function addButtons(card, found, correctable) {
  const send = one("[data-send]", card);
  send.hidden = found.state !== "waiting";
  send.addEventListener("click", () => sync(true));
  const mend = one("[data-reopen]", card);
  mend.hidden = found.state !== "stuck" || found.code === "damaged_here";
  mend.addEventListener("click", () => mendSheet(found));
  const save = one("[data-export]", card);
  save.hidden = found.state !== "stuck";
  save.addEventListener("click", () => exportAll());
  const correct = one("[data-correct]", card);
  correct.hidden = !correctable;
  correct.href = `#/visit/${found.visit}/correction`;
}

/* Offer the export file and say what became of it. */
export async function exportAll() {
  const { name } = phone.duties.judge;
  const count = await download(phone.judge, say("file_name", { name, day: isoTime(new Date()).slice(0, 10) }));
  const drafts = await draftsOf(phone.judge);
  notice(count ? say("exported", { count }) : say(drafts.length ? "draft_to_export" : "nothing_to_export", {}), "good");
}

async function mendSheet(row) {
  const visit = visitOf(row.visit);
  const body = await bodyOf(row.id);
  const data = await sheetOf(row.sheet);
  try {
    await reopen(row, fromDocument(readSheet(data, visit ? visit.not_applicable : []), body), JSON.parse(body).started_at);
  } catch (error) {
    return notice(say("not_saved", {}), "bad");
  }
  location.replace(`#/visit/${row.visit}`);
  return null;
}

function lockedItem(item, entry, known) {
  const line = piece("locked-item", { no: item.no, text: item.text, score: say("not_applicable", {}), off: "" });
  if (!known) return line;
  const deductions = deductionsOf(known, entry);
  const score = itemScore(known, deductions);
  const off = known.points - score;
  one("[data-slot=score]", line).textContent = say("of", { score: toShort(score), points: toShort(known.points) });
  one("[data-slot=off]", line).textContent = off > 0 ? say("off", { points: toShort(off) }) : "";
  one("[data-slot=off]", line).hidden = off === 0;
  one(".locked-text", line).append(...deductions.filter((one) => one.reason).map((one) => piece("locked-reason", { text: one.reason })));
  return line;
}

function lockedSections(data, sheet, state) {
  return data.sections.map((section) => {
    const items = sheet.items.filter((item) => section.items.some((listed) => listed.key === item.key));
    const points = items.reduce((sum, item) => sum + item.points, 0);
    const { raw } = scoreOf({ items, rescaled: false }, state);
    const score = items.length ? say("of", { score: toShort(raw), points: toShort(points) }) : say("not_applicable", {});
    const card = piece("locked-section", { title: say("section", section), score });
    const lines = section.items.map((item) => lockedItem(item, state.entries[item.key], sheet.items.find((known) => known.key === item.key)));
    one("ol", card).append(...lines);
    return card;
  });
}

/* The version of the sheet and what does not apply: items that the document leaves out did not apply. */
function read(data, body) {
  const named = JSON.parse(body).items.map((item) => item.item);
  const leftOut = [].concat(...data.sections.map((section) => section.items.map((item) => item.key))).filter((key) => !named.includes(key));
  const sheet = readSheet(data, leftOut);
  return { sheet, state: fromDocument(sheet, body) };
}

export async function showSheet(id) {
  const sheetRow = await findSheet(id);
  const visit = sheetRow ? visitOf(sheetRow.found.visit) : null;
  setHead({ heading: say("submitted", {}), place: visit ? visit.name : "", note: visit ? visit.round : "" });
  if (!sheetRow) return show(piece("no-sheet"));
  const data = await sheetOf(sheetRow.found.sheet);
  const parts = [standingCard(sheetRow, visit)];
  if (data && sheetRow.body) parts.push(...readable(sheetRow, data));
  return show(...parts);
}

function readable({ found, body }, data) {
  const { sheet, state } = read(data, body);
  const { total } = scoreOf(sheet, state);
  const { previous, reason } = JSON.parse(body);
  setTotal(found.total ? toHundredths(found.total) : total, say(sheet.rescaled ? "rescaled_score" : "score", {}));
  const facts = [piece("sheet-title", { text: data.title })];
  if (previous) facts.push(piece("fact", { text: say("corrects", { reason }) }));
  return facts.concat(lockedSections(data, sheet, state));
}
