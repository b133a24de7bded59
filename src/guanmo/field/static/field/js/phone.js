/* Who uses this phone and what it knows: the judge, the duties as last fetched, the store. */
import { announce } from "./changes.js";
import { openStore } from "./database.js";
import { newId } from "./identity.js";

/* locked: nobody sees anything until somebody has logged in again. contact: how the server was last met. */
export const phone = { store: null, device: "", judge: null, duties: null, locked: false, contact: { state: "unknown", at: null } };

export function keep(key, value) {
  return phone.store.write(["kv"], (tx) => tx.put("kv", value, key));
}

export function recall(key) {
  return phone.store.read(["kv"], (tx) => tx.get("kv", key));
}

/* One device id for the life of this store. */
async function deviceId() {
  return phone.store.write(["kv"], async (tx) => {
    const known = await tx.get("kv", "device");
    if (known) return known;
    const id = newId();
    await tx.put("kv", id, "device");
    return id;
  });
}

export async function openPhone() {
  phone.store = await openStore();
  phone.device = await deviceId();
  await readAgain();
}

/* What another window may have changed. */
export async function readAgain() {
  phone.locked = Boolean(await recall("locked"));
  const judge = await recall("judge");
  phone.judge = phone.locked || !judge ? null : judge;
  phone.duties = phone.judge ? (await recall(`duties:${judge}`)) || null : null;
  phone.contact.at = (await recall("contact")) || phone.contact.at;
}

/* Nothing is deleted: the view is closed, what is not sent waits for the same judge. */
export async function lockPhone() {
  await keep("locked", true);
  await readAgain();
  announce({ kind: "judge" });
}

function visitsIn(rounds) {
  return [].concat(...rounds.map((round) => round.visits.map((visit) => Object.assign({}, visit, { round: round.title, judge: round.judge, over: round.over }))));
}

/* A visit with the title of its round; also one of a round that is no longer on the list. */
export function visitOf(id) {
  if (!phone.duties) return null;
  return visitsIn(phone.duties.rounds).concat(phone.duties.past).find((visit) => visit.id === id) || null;
}

/* Visits that the server no longer lists are remembered by name: their sheets stay on the phone for a while. */
function pastOf(known, rounds) {
  if (!known) return [];
  const now = visitsIn(rounds).map((visit) => visit.id);
  const gone = visitsIn(known.rounds).concat(known.past).filter((visit) => !now.includes(visit.id));
  return gone.map((visit) => Object.assign({}, visit, { over: true, state: "scoring_over" }));
}

/* A score sheet once seen stays on the phone: a draft is tied to its version. */
export function sheetOf(id) {
  return recall(`sheet:${id}`);
}

async function keepSheets(tx, sheets) {
  for (const sheet of sheets) await tx.put("kv", sheet, `sheet:${sheet.id}`);
}

/* Take over what the server answered to bootstrap; true when somebody else uses the phone now. */
export async function keepDuties(data, etag) {
  const { judge, rounds, cursor, app } = data;
  const changed = phone.judge !== judge.id;
  await phone.store.write(["kv"], async (tx) => {
    await keepSheets(tx, data.sheets);
    const past = pastOf(await tx.get("kv", `duties:${judge.id}`), rounds);
    await tx.put("kv", { judge, rounds, past, cursor, app, etag }, `duties:${judge.id}`);
    await tx.put("kv", judge.id, "judge");
    await tx.put("kv", false, "locked");
  });
  await readAgain();
  return changed;
}
