/* Asks the server what it holds: a restored older server gets its sheets again, and only what is confirmed is freed. */
import { post } from "./api.js";
import { isOurs } from "./answers.js";
import { announce } from "./changes.js";
import { heard, offerAgain, receiptsOf } from "./outbox.js";
import { phone, visitOf } from "./phone.js";

const MOST = 500;
const SAFE_AFTER = 48 * 3600 * 1000;

function parts(list) {
  const found = [];
  for (let start = 0; start < list.length; start += MOST) found.push(list.slice(start, start + MOST));
  return found;
}

/* A receipt that the server confirmed: its state, its photos, and what the phone may now forget. */
async function confirm(tx, receipt, state, photosThere) {
  const stored = await tx.get("receipts", receipt.id);
  if (!stored) return;
  const old = Date.now() - stored.acked >= SAFE_AFTER;
  const visit = visitOf(stored.visit);
  heard(stored, state);
  stored.checked = Date.now();
  const safe = stored.photos.filter((one) => one.there && photosThere.includes(one.sha));
  if (old) for (const one of safe) await tx.remove("photos", [stored.id, one.sha]);
  if (old && visit && visit.over && state.state === "accepted" && safe.length === stored.photos.length) delete stored.body;
  await tx.put("receipts", stored);
}

const isConfirmed = (receipt, state) => Boolean(state) && state.digest === receipt.digest && state.state !== "refused";

async function checkSome(receipts) {
  const photos = Array.from(new Set([].concat(...receipts.map((one) => one.photos.map((photo) => photo.sha)))));
  const answers = [await post("check", { ids: receipts.map((one) => one.id), photos: photos.slice(0, MOST) })];
  for (const rest of parts(photos.slice(MOST))) answers.push(await post("check", { ids: [], photos: rest }));
  if (!answers.every((answer) => answer.status === 200 && isOurs(answer) && answer.data.sheets)) return false;
  const there = [].concat(...answers.map((answer) => answer.data.photos || []));
  const { sheets } = answers[0].data;
  await phone.store.write(["receipts", "photos"], async (tx) => {
    for (const one of receipts) if (isConfirmed(one, sheets[one.id])) await confirm(tx, one, sheets[one.id], there);
  });
  for (const one of receipts) if (!isConfirmed(one, sheets[one.id])) await offerAgain(one);
  return true;
}

/* True when every receipt of the judge was answered for. */
export async function checkReceipts(judge) {
  let whole = true;
  for (const some of parts(await receiptsOf(judge))) whole = (await checkSome(some)) && whole;
  announce({ kind: "sheets" });
  return whole;
}
