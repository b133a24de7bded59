/* Photos go after their sheets, apart from them, two at a time. Bytes stay until a later check confirms them. */
import { call } from "./api.js";
import { classify, waitFor } from "./answers.js";
import { announce } from "./changes.js";
import { photosWaiting } from "./counts.js";
import { digestOf } from "./digest.js";
import { receiptsOf } from "./outbox.js";
import { phone } from "./phone.js";
import { inLanes } from "./turn.js";

const LANES = 2;
const pause = { tries: 0, until: 0 };

export function hurryPhotos() {
  pause.until = 0;
}

function wait(after) {
  pause.tries += 1;
  pause.until = performance.now() + waitFor(pause.tries, after, Math.random());
  return false;
}

async function mark(sheet, sha, values) {
  await phone.store.write(["receipts"], async (tx) => {
    const receipt = await tx.get("receipts", sheet);
    if (!receipt) return;
    receipt.photos = receipt.photos.map((one) => (one.sha === sha ? Object.assign({}, one, values) : one));
    await tx.put("receipts", receipt);
  });
  announce({ kind: "sheets" });
}

async function sendOne(sheet, sha) {
  const bytes = await phone.store.read(["photos"], (tx) => tx.get("photos", [sheet, sha]));
  if (!bytes || await digestOf(bytes) !== sha) return mark(sheet, sha, { stuck: "lost" });
  const verdict = classify(await call("PUT", `photos/${sha}`, { body: bytes, headers: { "Content-Type": "image/jpeg" } }), { digest: sha });
  if (verdict.kind === "retry" || verdict.kind === "auth") return wait(verdict.after || 0);
  pause.tries = 0;
  return mark(sheet, sha, verdict.kind === "ack" ? { there: true } : { stuck: verdict.code });
}

export async function sendPhotos(judge) {
  if (pause.until > performance.now()) return;
  const waiting = (await receiptsOf(judge)).map((receipt) => photosWaiting(receipt).map((one) => () => sendOne(receipt.id, one.sha)));
  await inLanes(LANES, [].concat(...waiting));
}
