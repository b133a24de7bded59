/* Where the sheet of one visit stands, from what the server said last and what lies on the phone. Pure. */

const BOUND = ["stuck", "waiting"];

/* The judge's sheets of a visit that no other one corrects, oldest first; a row or a receipt each. */
export function headsOf(visit, rows, receipts) {
  const of = (list) => list.filter((one) => one.visit === visit && one.state !== "reopened");
  const sheets = of(receipts).concat(of(rows));
  const corrected = new Set(sheets.map((one) => one.previous));
  const since = (one) => one.acked || one.finished || 0;
  return sheets.filter((one) => !corrected.has(one.id)).sort((a, b) => since(a) - since(b));
}

/* The sheet to show for a visit: what is still on the phone, else what counts, else the last one. */
export function headOf(visit, rows, receipts) {
  const heads = headsOf(visit, rows, receipts);
  const first = (...states) => heads.find((one) => states.includes(one.state));
  return first(...BOUND) || first("accepted") || first("conflict", "held") || heads[heads.length - 1] || null;
}

/* visit: as the server sends it → {state, head} */
export function standingOf(visit, rows, receipts, drafts) {
  const head = headOf(visit.id, rows, receipts);
  const draft = drafts.some((one) => one.visit === visit.id);
  if (draft) return { state: head ? "correcting" : "drafting", head };
  if (!head) return { state: visit.state, head };
  const conflict = headsOf(visit.id, rows, receipts).find((one) => one.state === "conflict");
  return { state: conflict && !BOUND.includes(head.state) ? "conflict" : head.state, head };
}

const OPEN = ["to_score", "drafting", "correcting"];
const DUE = ["to_score", "scored", "drafting", "correcting", "waiting", "stuck", "accepted", "held", "conflict", "set_aside"];

export const isOpen = (state) => OPEN.includes(state);
export const isDue = (state) => DUE.includes(state);
export const isDone = (standing) => Boolean(standing.head) || standing.state === "scored";

/* One round's visits with their standings, to be scored first; done and due counted; safe: all of it has arrived. */
export function groupOf(visits, rows, receipts, drafts) {
  const all = visits.map((visit) => ({ visit, standing: standingOf(visit, rows, receipts, drafts) }));
  const due = all.filter(({ standing }) => isDue(standing.state));
  const order = all.filter(({ standing }) => isOpen(standing.state)).concat(all.filter(({ standing }) => !isOpen(standing.state)));
  const safe = due.length > 0 && due.every(({ standing }) => isDone(standing) && !BOUND.includes(standing.state) && !isOpen(standing.state));
  return { all: order, done: due.filter(({ standing }) => isDone(standing)).length, due: due.length, safe };
}

/* Whether a sheet may still be corrected: the round runs, and it is not one that has to be mended first. */
export function isCorrectable(visit, head) {
  return Boolean(visit && head) && !visit.over && ["accepted", "waiting"].includes(head.state) && ["to_score", "scored"].includes(visit.state);
}
