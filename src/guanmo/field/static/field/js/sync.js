/* Keeps phone and server together: fetch the duties, send, ask, report. Started by events, a timer and a button. */
import { call, leave, met, post } from "./api.js";
import { isOurs } from "./answers.js";
import { announce } from "./changes.js";
import { checkReceipts } from "./check.js";
import { countsOf } from "./counts.js";
import { draftsOf } from "./drafts.js";
import { heard, photosIn, receiptsOf, rowsOf, settle } from "./outbox.js";
import { keep, keepDuties, phone, readAgain, recall } from "./phone.js";
import { drain, nextTry } from "./send.js";
import { keyOf } from "./signature.js";
import { isOtherLog, waitsForLog, watchLogs } from "./witness.js";

const EVERY = 30000;
const CHECK_EVERY = 600000;
const ASK_EVERY = 60000;

/* By the clock of the page: that of the phone may be set right at any moment. */
const NEVER = -Infinity;
const last = { duties: NEVER, check: NEVER, states: NEVER, report: NEVER, log: NEVER };
let running = null;
let wanted = null;
let retry = null;
let unlocking = false;

/* Sheets that the server has of this judge, from whatever phone: as receipts, so that each phone can offer them again. */
async function importBallots(judge, ballots) {
  const rows = await rowsOf(judge);
  for (const { body, ...state } of ballots.filter((one) => one.state !== "refused" && one.visit)) {
    const row = rows.find((one) => one.id === state.id && one.digest === state.digest);
    if (row) await settle([[row, state]]);
    else await importOne(receiptFor(judge, state, body), state);
  }
}

/* A held sheet comes without its text: what it looks like only the phone knows that sent it. */
function receiptFor(judge, state, body) {
  const { sheet = null, previous = null } = body ? JSON.parse(body) : {};
  const photos = body ? photosIn(body).map((sha) => ({ sha })) : [];
  return { id: state.id, judge, visit: state.visit, sheet, previous, digest: state.digest, body, photos, acked: Date.now(), checked: null };
}

async function importOne(fresh, state) {
  await phone.store.write(["receipts"], async (tx) => {
    const known = await tx.get("receipts", state.id);
    await tx.put("receipts", heard(known || fresh, state));
  });
}

async function rememberFacts(data, sent) {
  const clock = Math.round((sent + Date.now()) / 2 - Date.parse(data.server_time));
  if (Number.isFinite(clock)) await keep("clock", clock);
  if (navigator.storage && navigator.storage.persist && !(await recall("persisted"))) {
    await keep("persisted", await navigator.storage.persist().catch(() => false));
  }
}

/* Fetch duties and sheets; true when they are up to date. */
async function fetchDuties() {
  const known = phone.judge ? phone.duties : null;
  const sent = Date.now();
  const answer = await call("GET", "bootstrap", { headers: known && known.etag ? { "If-None-Match": known.etag } : {} });
  if (answer.status === 304 && known) last.duties = performance.now();
  if (answer.status !== 200 || !isOurs(answer) || !answer.data.judge) return answer.status === 304;
  const { data } = answer;
  const other = await keepDuties(data, answer.etag);
  await importBallots(data.judge.id, data.ballots || []);
  await rememberFacts(data, sent);
  if (other) Object.assign(last, { check: NEVER, states: NEVER, report: NEVER, log: NEVER });
  last.duties = performance.now();
  announce({ kind: other ? "judge" : "duties" });
  return true;
}

async function check() {
  if (await checkReceipts(phone.judge)) last.check = performance.now();
}

/* What was decided later: held → accepted, a conflict settled. */
async function askStates() {
  const known = await recall(`duties:${phone.judge}`);
  const since = (await recall(`cursor:${phone.judge}`)) || known.cursor || "";
  const answer = await call("GET", `states?since=${encodeURIComponent(since)}`);
  if (answer.status !== 200 || !isOurs(answer)) return;
  for (const state of answer.data.states) await hear(state);
  await keep(`cursor:${phone.judge}`, answer.data.cursor);
  last.states = performance.now();
  if (answer.data.states.length) announce({ kind: "sheets" });
}

async function hear(state) {
  await phone.store.write(["receipts"], async (tx) => {
    const receipt = await tx.get("receipts", state.id);
    if (receipt && receipt.digest === state.digest) await tx.put("receipts", heard(receipt, state));
  });
}

/* A server that may have gone back in time is asked at once for what it has, and gets the rest again. */
async function watch() {
  if (await watchLogs()) last.log = performance.now();
  if (!isOtherLog() || !due("check", ASK_EVERY)) return;
  await check();
  await drain(false);
}

async function report() {
  const counts = countsOf(await rowsOf(phone.judge), await receiptsOf(phone.judge));
  const drafts = (await draftsOf(phone.judge)).length;
  const room = navigator.storage && navigator.storage.estimate ? await navigator.storage.estimate() : {};
  const facts = { persisted: Boolean(await recall("persisted")), quota: room.quota || null, usage: room.usage || null };
  const key = await keyOf(phone.judge);
  const own = { unsent: counts.only, photos: counts.photos, drafts, clock_offset_ms: (await recall("clock")) || 0, key: key ? key.text : "" };
  const answer = await post("report", Object.assign(own, facts));
  if (answer.status === 200 && isOurs(answer)) last.report = performance.now();
}

/* Open a locked phone: whoever the server knows by now is its judge. A log-out that is still owed comes first, unless
   somebody has just come in anew. */
export async function unlock(cameIn) {
  if (cameIn) await keep("leaving", false);
  else if (await recall("leaving") && !(await leave())) return false;
  unlocking = true;
  await sync(true);
  unlocking = false;
  return !phone.locked;
}

const due = (what, every) => performance.now() - last[what] >= every;
const reached = () => phone.contact.state === "online";

async function round(force) {
  await readAgain();
  if (navigator.onLine === false && force !== true) return met("offline");
  if (phone.locked && !unlocking) return null;
  const all = force === true;
  if (force === "send" && phone.judge) await drain(true);
  if (all || !reached() || due("duties", CHECK_EVERY)) await fetchDuties();
  if (!phone.judge) return null;
  await drain(all);
  if (!reached()) return null;
  if (all || due("check", CHECK_EVERY)) await check();
  await drain(false);
  if (all || due("states", ASK_EVERY)) await askStates();
  if (all || due("log", ASK_EVERY) || await waitsForLog()) await watch();
  if (all || due("report", ASK_EVERY)) await report();
  return null;
}

function plan() {
  clearTimeout(retry);
  const wait = nextTry();
  if (wait !== null) retry = setTimeout(() => sync(false), wait);
}

/* One round at a time; what is asked for meanwhile follows at once. force: false what is due; "send" empty the outbox
   now; true everything now. */
export function sync(force) {
  wanted = wanted === true || force === true || wanted || force;
  if (!running) running = rounds().finally(() => { running = null; });
  return running;
}

async function rounds() {
  document.documentElement.dataset.sync = "busy";
  while (wanted !== null) {
    const force = wanted;
    wanted = null;
    try {
      await round(force);
    } catch (error) {
      console.error(error);
    }
  }
  document.documentElement.dataset.sync = "idle";
  plan();
}

export function startSync() {
  window.addEventListener("online", () => sync(true));
  window.addEventListener("offline", () => met("offline"));
  window.addEventListener("focus", () => sync(false));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") sync(false); });
  setInterval(() => sync(false), EVERY);
  return sync(true);
}
