/* The state of this phone: what is only here, what arrived, what has to be settled, and what one can do about it. */
import { leave } from "./api.js";
import { draftsOf } from "./drafts.js";
import { currentCounts, environment, notice, setHead, showContact } from "./frame.js";
import { foreignCount, receiptsOf, rowsOf } from "./outbox.js";
import { one, piece, show, tag } from "./page_parts.js";
import { lockPhone, phone, recall, visitOf } from "./phone.js";
import { installHint } from "./safety.js";
import { keyOf } from "./signature.js";
import { exportAll } from "./sheet_page.js";
import { sync } from "./sync.js";
import { say } from "./words.js";
import { fingerprint } from "./log_tree.js";
import { roundsMet, seenOf } from "./witness.js";
import { isReady } from "./worker.js";

/* More lines than anybody reads would only make the page slow; the count says how many there are. */
const LINES = 100;

/* counts → which of the six pictures the page begins with */
function summary(counts) {
  if (counts.stuck > 0) return { name: "bad", mark: "bad", count: counts.stuck };
  if (counts.only > 0) return { name: "wait", mark: "wait", count: counts.only };
  if (counts.photos > 0) return { name: "photos", mark: "wait", count: counts.photos };
  if (counts.held + counts.conflict > 0) return { name: "decide", mark: "safe", count: counts.held + counts.conflict };
  return { name: counts.received > 0 ? "safe" : "nothing", mark: "safe", count: 0 };
}

function stateCard(counts) {
  const { name, mark, count } = summary(counts);
  const title = name === "photos" ? say("wait_photos", { count }) : say(`${name}_title`, { count });
  const card = piece("state", { title, text: say(name === "photos" ? "wait_text" : `${name}_text`, {}) });
  card.dataset.state = name;
  one("[data-mark]", card).append(document.getElementById(`part-mark-${mark}`).content.cloneNode(true));
  one("[data-mark]", card).classList.add(`empty-mark--${mark}`);
  one("[data-send]", card).addEventListener("click", () => act(true));
  one("[data-send]", card).parentElement.hidden = mark === "safe";
  return card;
}

function sheetLine(sheet) {
  const visit = visitOf(sheet.visit);
  const line = piece("duty", { name: visit ? visit.name : sheet.id.slice(0, 8), note: sheet.received || sheet.message || "" });
  const link = one("[data-duty]", line);
  link.href = `#/sheet/${sheet.id}`;
  link.dataset.sheet = sheet.id;
  link.dataset.state = sheet.state;
  one("[data-tag]", line).append(tag(sheet.state));
  return line;
}

function sheetsCard(name, sheets) {
  if (sheets.length === 0) return null;
  const card = piece("sheets", { title: say(name, {}), count: say("count", { count: sheets.length }) });
  card.dataset.sheets = name;
  one("ul", card).append(...sheets.slice(0, LINES).map(sheetLine));
  return card;
}

/* One line for each round whose log this phone has verified; the seal once there is one. */
async function logCard() {
  const lines = [];
  for (const round of await roundsMet()) {
    const seen = await seenOf(round.id);
    if (!seen) continue;
    const line = piece("log-line", { title: round.title, text: say(seen.sealed ? "log_sealed" : "log_seen", { count: seen.size }) });
    one("[data-fingerprint]", line).textContent = fingerprint(seen.sealed || seen.root);
    lines.push(line);
  }
  if (lines.length === 0) return null;
  const card = piece("log");
  one("ul", card).append(...lines);
  return card;
}

async function factsCard() {
  const drafts = await draftsOf(phone.judge);
  const key = await keyOf(phone.judge);
  return piece("facts", {
    judge: phone.duties.judge.name,
    contact: showContact(),
    worker: say(await isReady() ? "yes" : "no", {}),
    persisted: say(await recall("persisted") ? "granted" : "not_granted", {}),
    drafts: say("count", { count: drafts.length }),
    foreign: say("count", { count: await foreignCount(phone.judge) }),
    key: key ? key.fingerprint : say("no_key", {}),
    version: document.documentElement.dataset.app,
  });
}

async function act(checks) {
  notice(say("checking", {}), "");
  await sync(true);
  const good = phone.contact.state === "online";
  notice(good ? (checks ? say("checked", {}) : "") : say("unreachable", {}), good ? "good" : "");
}

/* Close the view, then end the session where the server can be reached; nothing on the phone is deleted. */
async function lock() {
  const counts = await currentCounts();
  if (!window.confirm(say(environment().bound ? "lock_bound" : "lock", { count: counts.only }))) return;
  await sync("send");
  await leave();
  await lockPhone();
  location.replace("#/");
}

function actionsCard() {
  const card = piece("actions");
  one("[data-check]", card).addEventListener("click", () => act(true));
  one("[data-export]", card).addEventListener("click", () => exportAll());
  one("[data-lock]", card).addEventListener("click", lock);
  return card;
}

export async function showPhone() {
  const counts = await currentCounts();
  const rows = (await rowsOf(phone.judge)).filter((row) => row.state !== "reopened");
  const receipts = (await receiptsOf(phone.judge)).sort((a, b) => b.acked - a.acked);
  setHead({ heading: say("state", {}), place: phone.duties.judge.name, note: phone.duties.judge.organisation });
  const hint = installHint(environment());
  show(
    stateCard(counts),
    sheetsCard("only_here", rows),
    sheetsCard("received_here", receipts),
    rows.length ? piece("keep-warning") : null,
    hint ? piece(`install-${hint}`) : null,
    await logCard(),
    await factsCard(),
    actionsCard(),
  );
}
