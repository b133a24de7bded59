/* Watches the score log of the judge's rounds: verifies first, then remembers. What does not fit is kept and shown. */
import { post } from "./api.js";
import { isOurs } from "./answers.js";
import { announce } from "./changes.js";
import { judgeLog } from "./log_tree.js";
import { receiptsOf } from "./outbox.js";
import { keep, phone, recall } from "./phone.js";

const MOST = 100;
const ROUNDS = 8;
const SAFE = ["accepted", "held", "conflict", "set_aside"];

/* The sheets of a round that the server says it has and that nobody has found in its log yet. */
async function unseen(round) {
  const receipts = await receiptsOf(phone.judge);
  return receipts.filter((one) => round.visits.includes(one.visit) && SAFE.includes(one.state) && one.logged === undefined).slice(0, MOST);
}

/* The rounds of now and those that left the list when they closed, newest first: a seal comes after the last duty. */
export async function roundsMet() {
  const now = phone.duties.rounds.map(({ id, title, visits }) => ({ id, title, visits: visits.map((visit) => visit.id) }));
  const known = (await recall(`rounds:${phone.judge}`)) || [];
  const all = now.concat(known.filter((one) => !now.some((other) => other.id === one.id))).slice(0, ROUNDS);
  if (JSON.stringify(all) !== JSON.stringify(known)) await keep(`rounds:${phone.judge}`, all);
  return all;
}

/* What was last verified of a round's log, {size, root, sealed, note}; and what did not fit, [{round, title, kind, at, …}]. */
export const seenOf = (round) => recall(`log:${round}`);
export const troublesOf = async () => (await recall(`trouble:${phone.judge}`)) || [];

/* Nothing is overwritten: both sides stay as evidence, each kind once for each round. */
async function keepTrouble(round, kind, before, answer) {
  await phone.store.write(["kv"], async (tx) => {
    const key = `trouble:${phone.judge}`;
    const known = (await tx.get("kv", key)) || [];
    if (known.some((one) => one.round === round.id && one.kind === kind)) return;
    await tx.put("kv", known.concat({ round: round.id, title: round.title, kind, at: Date.now(), before, answer }), key);
  });
  announce({ kind: "sheets" });
}

async function remember(round, found, note) {
  const sealed = found.sealed && found.sealed.root;
  const known = await seenOf(round.id);
  await phone.store.write(["kv", "receipts"], async (tx) => {
    const { size, root } = found.now;
    const key = `log:${round.id}`;
    const stored = await tx.get("kv", key);
    if (!stored || stored.size <= size) await tx.put("kv", { size, root, sealed, note }, key);
    for (const id of found.logged) {
      const receipt = await tx.get("receipts", id);
      if (receipt) await tx.put("receipts", Object.assign(receipt, { logged: size }));
    }
  });
  if (found.logged.length || !known || known.sealed !== sealed) announce({ kind: "sheets" });
}

async function askOne(round) {
  const before = (await seenOf(round.id)) || null;
  const sheets = await unseen(round);
  const answer = await post("log", { round: round.id, size: before ? before.size : 0, ids: sheets.map((one) => one.id) });
  if (answer.status === 404 && isOurs(answer)) return true;
  if (answer.status !== 200 || !isOurs(answer) || !answer.data.sheets) return false;
  const found = judgeLog(round.id, before, sheets, answer.data);
  if (["smaller", "changed"].includes(found.trouble)) otherLog = true;
  if (found.trouble) await keepTrouble(round, found.trouble, before, answer.data);
  else await remember(round, found, answer.data.checkpoint);
  if (found.missing && found.missing.length) await keepTrouble(round, "missing", found.missing, answer.data);
  return true;
}

/* Whether a log is not the one that this phone saw before. After an older copy was restored it is not: sheets may be missing too. */
let otherLog = false;
export const isOtherLog = () => otherLog;

/* True when every round's log was looked at. */
export async function watchLogs() {
  let whole = true;
  otherLog = false;
  for (const round of await roundsMet()) whole = (await askOne(round)) && whole;
  return whole;
}

/* Whether a sheet waits to be found in the log. */
export async function waitsForLog() {
  for (const round of await roundsMet()) if ((await unseen(round)).length) return true;
  return false;
}
