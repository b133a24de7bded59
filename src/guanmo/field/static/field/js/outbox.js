/* Finished sheets on their way: waiting, stuck, acknowledged. Each act is one transaction. */
import { announce } from "./changes.js";
import { digestOf } from "./digest.js";
import { DraftGone } from "./drafts.js";
import { newId } from "./identity.js";
import { phone } from "./phone.js";
import { signatureOf } from "./signature.js";

export function rowsOf(judge) {
  return phone.store.read(["outbox"], async (tx) => (await tx.all("outbox")).filter((row) => row.judge === judge));
}

export function receiptsOf(judge) {
  return phone.store.read(["receipts"], async (tx) => (await tx.all("receipts")).filter((one) => one.judge === judge));
}

/* How many sheets of other judges wait on this phone. */
export function foreignCount(judge) {
  return phone.store.read(["outbox"], async (tx) => (await tx.all("outbox")).filter((row) => row.judge !== judge && row.state !== "reopened").length);
}

export function bodyOf(id) {
  return phone.store.read(["bodies"], (tx) => tx.get("bodies", id));
}

export function photosIn(body) {
  const named = [].concat(...JSON.parse(body).items.map((item) => item.photos || []));
  return Array.from(new Set(named));
}

/* Freeze and sign: body, queue row and counter in, draft out, all in one. Resolves when it is on the disk. `facts` are what
   will be published of the sheet. */
export async function finish(draft, body, kept, facts) {
  const digest = await digestOf(body);
  const signature = facts ? await signatureOf(draft, digest, facts) : "";
  await phone.store.write(["drafts", "bodies", "outbox", "kv"], async (tx) => {
    const stored = await tx.get("drafts", [draft.judge, draft.visit]);
    const rivals = (await tx.all("outbox")).filter((row) => row.judge === draft.judge && row.visit === draft.visit && row.state === "waiting");
    const late = rivals.some((row) => row.previous === draft.previous && row.id !== draft.previous);
    if (late || !stored || stored.id !== draft.id) throw new DraftGone("finished in another window");
    const { id, judge, visit, sheet, previous } = draft;
    const photos = photosIn(body).map((sha) => ({ sha, there: kept.includes(sha) }));
    await tx.put("bodies", body, id);
    await tx.put("outbox", { judge, id, digest, signature, visit, sheet, previous, photos, state: "waiting", finished: Date.now() });
    await tx.put("kv", ((await tx.get("kv", "finished")) || 0) + 1, "finished");
    await tx.remove("drafts", [judge, visit]);
  });
  announce({ kind: "sheets" });
}

const SAID = ["state", "code", "message", "total", "received", "received_at", "number", "signed"];

/* What the server says of a sheet, laid over the receipt. */
export function heard(receipt, state) {
  const missing = state.missing || [];
  for (const name of SAID) receipt[name] = state[name] === undefined ? null : state[name];
  receipt.photos = receipt.photos.map((one) => Object.assign({}, one, { there: !missing.includes(one.sha) }));
  return receipt;
}

/* The server has it: the row becomes a receipt that keeps the bytes. Nothing happens to a row that is gone already. */
async function turnIntoReceipt(tx, row, state) {
  const stored = await tx.get("outbox", row.seq);
  if (!stored || stored.id !== state.id || stored.digest !== state.digest) return;
  const { id, judge, visit, sheet, previous, digest, signature, photos } = stored;
  const receipt = { id, judge, visit, sheet, previous, digest, signature, photos, body: await tx.get("bodies", id), acked: Date.now(), checked: null };
  await tx.put("receipts", heard(receipt, state));
  await tx.remove("outbox", row.seq);
  await tx.remove("bodies", id);
}

/* taken = [[row, state], …]: what one answer acknowledged, in one transaction. */
export async function settle(taken) {
  await phone.store.write(["outbox", "bodies", "receipts"], async (tx) => {
    for (const [row, state] of taken) await turnIntoReceipt(tx, row, state);
  });
  announce({ kind: "sheets" });
}

async function change(row, values) {
  await phone.store.write(["outbox"], async (tx) => {
    const stored = await tx.get("outbox", row.seq);
    if (stored && stored.id === row.id) await tx.put("outbox", Object.assign(stored, values));
  });
  announce({ kind: "sheets" });
}

/* It will not be taken as it is; it stays, is shown and can be exported. */
export function stick(row, code, message) {
  return change(row, { state: "stuck", code, message });
}

/* The server does not know a sheet for which there is a receipt: it is offered again, the same bytes. */
export async function offerAgain(receipt) {
  await phone.store.write(["outbox", "bodies", "receipts"], async (tx) => {
    const stored = await tx.get("receipts", receipt.id);
    if (!stored || !stored.body) return;
    const { id, judge, visit, sheet, previous, digest, signature } = stored;
    const photos = stored.photos.map((one) => ({ sha: one.sha, there: false }));
    await tx.put("bodies", stored.body, id);
    await tx.put("outbox", { judge, id, digest, signature, visit, sheet, previous, photos, state: "waiting", again: true, finished: stored.acked });
    await tx.remove("receipts", id);
  });
  announce({ kind: "sheets" });
}

/* A stuck sheet as a draft with a new id; the old bytes stay beside it until the round is over. */
export async function reopen(row, state, started_at) {
  const id = newId();
  await phone.store.write(["drafts", "outbox", "photos"], async (tx) => {
    const { judge, visit, sheet, previous } = row;
    if (await tx.get("drafts", [judge, visit])) throw new DraftGone("there is a draft already");
    for (const key of await tx.keys("photos", [row.id])) await tx.put("photos", await tx.get("photos", key), [id, key[1]]);
    await tx.put("drafts", { id, judge, visit, sheet, previous, state, started_at, rev: 1 });
    const stored = await tx.get("outbox", row.seq);
    await tx.put("outbox", Object.assign(stored, { state: "reopened" }));
  });
  announce({ kind: "sheets" });
}
