/* Sheets that are being filled in. One per judge and visit; a second window adds to it, it never overwrites it. */
import { announce } from "./changes.js";
import { newId } from "./identity.js";
import { phone } from "./phone.js";

/* Names this window among those of the phone. */
export const WINDOW = newId();

export class DraftGone extends Error {}

export function draftOf(visit) {
  return phone.store.read(["drafts"], (tx) => tx.get("drafts", [phone.judge, visit]));
}

export function draftsOf(judge) {
  return phone.store.read(["drafts"], (tx) => tx.all("drafts", [judge]));
}

export function newDraft(visit, sheet, state, previous) {
  const started_at = isoTime(new Date());
  return { id: newId(), judge: phone.judge, visit, sheet, previous, state, started_at, rev: 0 };
}

/* The phone's clock with its zone; a claim that decides nothing. */
export function isoTime(date) {
  const offset = -date.getTimezoneOffset();
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const local = new Date(date.getTime() + offset * 60000).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}

/* What this window did not touch is taken from what is stored. */
function merge(stored, draft, touched) {
  for (const key of Object.keys(stored.state.entries)) {
    if (!touched(key)) draft.state.entries[key] = stored.state.entries[key];
  }
  if (!touched("reason")) draft.state.reason = stored.state.reason;
}

/* Write the draft; `touched(key)` tells what this window changed since its last write. Raises DraftGone when
   another window has finished or left it. True when something of another window came in. */
export async function saveDraft(draft, touched) {
  const joined = await phone.store.write(["drafts"], async (tx) => {
    const stored = await tx.get("drafts", [draft.judge, draft.visit]);
    if (draft.rev > 0 ? !stored || stored.id !== draft.id : stored && stored.sheet !== draft.sheet) throw new DraftGone("finished in another window");
    const other = Boolean(stored) && stored.rev !== draft.rev;
    if (other) Object.assign(draft, { id: stored.id, previous: stored.previous, started_at: stored.started_at });
    if (other) merge(stored, draft, touched);
    draft.rev = (stored ? stored.rev : 0) + 1;
    await tx.put("drafts", draft);
    return other;
  });
  announce({ kind: "draft", visit: draft.visit, from: WINDOW });
  return joined;
}

/* Leave a draft: only when the judge asked for it. Its photos go with it. */
export async function dropDraft(draft) {
  await phone.store.write(["drafts", "photos"], async (tx) => {
    for (const key of await tx.keys("photos", [draft.id])) await tx.remove("photos", key);
    await tx.remove("drafts", [draft.judge, draft.visit]);
  });
  announce({ kind: "sheets" });
}
