/* Empties the outbox of the judge who is logged in: one window at a time, four lanes, a backlog in batches. */
import { call, post } from "./api.js";
import { classify, classifyBatch, waitFor } from "./answers.js";
import { digestOf } from "./digest.js";
import { bodyOf, rowsOf, settle, stick } from "./outbox.js";
import { phone } from "./phone.js";
import { inLanes, inTurn } from "./turn.js";
import { hurryPhotos, sendPhotos } from "./send_photos.js";

const LANES = 4;
const BACKLOG = 4;
const BATCH = 50;
const AFTER_LOGIN = 30000;

/* Tries and waiting times live as long as the page: after a new start everything is tried at once. They are measured
   with the page's own clock, since the phone's may be set right while something waits. */
const waits = new Map();
const queue = { paused: 0, tries: 0, batches: true };
let again = false;

function pause(after) {
  queue.tries += 1;
  queue.paused = performance.now() + waitFor(queue.tries, after, Math.random());
}

function isDue(row) {
  const wait = waits.get(row.id);
  return row.state === "waiting" && (!wait || wait.until <= performance.now());
}

async function accept(taken) {
  for (const [row] of taken) waits.delete(row.id);
  queue.tries = 0;
  await settle(taken);
}

/* What comes of one answer; false when there is no use in sending more now. */
async function take(row, verdict) {
  if (verdict.kind === "ack") {
    await accept([[row, verdict.state]]);
    return true;
  }
  if (verdict.kind === "stuck") {
    await stick(row, verdict.code, verdict.message);
    return true;
  }
  if (verdict.kind === "auth") {
    queue.paused = performance.now() + AFTER_LOGIN;
    return false;
  }
  if (!verdict.reached || verdict.after) {
    pause(verdict.after);
    return false;
  }
  const tries = (waits.get(row.id) || { tries: 0 }).tries + 1;
  waits.set(row.id, { tries, until: performance.now() + waitFor(tries, 0, Math.random()) });
  return true;
}

/* The bytes as they were frozen; null, and the row is stuck, when the store has damaged them. */
async function frozen(row) {
  const body = await bodyOf(row.id);
  if (body !== undefined && await digestOf(body) === row.digest) return body;
  await stick(row, "damaged_here", "");
  return null;
}

async function sendOne(row) {
  const body = await frozen(row);
  if (body === null) return true;
  const headers = { "Content-Type": "application/json", "X-Digest": row.digest };
  if (row.signature) headers["X-Signature"] = row.signature;
  return take(row, classify(await call("PUT", `sheets/${row.id}`, { body, headers }), row));
}

async function sendBatch(rows) {
  const sent = [];
  for (const row of rows) {
    const body = await frozen(row);
    if (body !== null) sent.push({ row, body });
  }
  const answer = await post("sheets", { sheets: sent.map(({ row, body }) => ({ id: row.id, digest: row.digest, body, signature: row.signature || "" })) });
  const verdicts = classifyBatch(answer, sent.map(({ row }) => row));
  queue.batches = verdicts.some((verdict) => verdict.kind !== "retry");
  const told = sent.map(({ row }, place) => [row, verdicts[place]]);
  const acks = told.filter(([, verdict]) => verdict.kind === "ack");
  if (acks.length) await accept(acks.map(([row, verdict]) => [row, verdict.state]));
  let going = true;
  for (const [row, verdict] of told.filter(([, one]) => one.kind !== "ack")) going = (await take(row, verdict)) && going;
  return going;
}

/* Sheets of one visit go one after the other, so that a correction never overtakes what it corrects. */
function singly(rows) {
  const visits = new Map();
  for (const row of rows) visits.set(row.visit, (visits.get(row.visit) || []).concat(row));
  return Array.from(visits.values(), (some) => async () => {
    for (const row of some) if (!(await sendOne(row))) return false;
    return true;
  });
}

function inBatches(rows) {
  const parts = [];
  for (let start = 0; start < rows.length; start += BATCH) parts.push(rows.slice(start, start + BATCH));
  return parts.map((part) => () => sendBatch(part));
}

async function pass() {
  const rows = (await rowsOf(phone.judge)).filter(isDue);
  if (rows.length === 0) return false;
  const many = rows.length > BACKLOG && queue.batches;
  if (many) await inLanes(1, inBatches(rows));
  else await inLanes(LANES, singly(rows));
  return true;
}

async function drainAll() {
  do {
    again = false;
    while (phone.judge && queue.paused <= performance.now()) if (!(await pass())) break;
  } while (again);
  if (phone.judge && queue.paused <= performance.now()) await sendPhotos(phone.judge);
}

/* Send what is due. `force`: a person asked, or the network came back – waiting times set by ourselves are forgotten. */
export async function drain(force) {
  again = true;
  if (force) {
    waits.clear();
    queue.paused = 0;
    hurryPhotos();
  }
  if (phone.judge) await inTurn("outbox", drainAll);
}

/* When to try again by itself, in milliseconds from now; null when nothing waits. */
export function nextTry() {
  const times = Array.from(waits.values(), (wait) => wait.until).concat(queue.paused > performance.now() ? [queue.paused] : []);
  return times.length ? Math.max(Math.min(...times) - performance.now(), 250) : null;
}
