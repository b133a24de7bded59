/* The phone's own key for each judge: made here, never handed out, kept by the browser. It signs what is finished here. */
import { digestOf } from "./digest.js";
import { fingerprint } from "./log_tree.js";
import { phone, recall } from "./phone.js";

const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const HASH = { name: "ECDSA", hash: "SHA-256" };

function base64(bytes) {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

async function newKey() {
  const pair = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
  const raw = await crypto.subtle.exportKey("raw", pair.publicKey);
  return { own: pair.privateKey, text: base64(raw), fingerprint: fingerprint(await digestOf(raw)) };
}

/* {own, text, fingerprint} of this judge on this phone, made at the first need: of two windows the first one's key stays. Null
   where the browser cannot: over plain HTTP, or when it keeps no keys. Nobody's scores wait for that. */
export async function keyOf(judge) {
  if (!window.crypto || !crypto.subtle) return null;
  const place = `signing:${judge}`;
  try {
    const known = await recall(place);
    if (known) return known;
    const made = await newKey();
    return await phone.store.write(["kv"], async (tx) => {
      const first = await tx.get("kv", place);
      if (!first) await tx.put("kv", made, place);
      return first || made;
    });
  } catch (error) {
    return null;
  }
}

/* In the order of code points, as the server sorts: sort() alone compares halves of the characters beyond U+FFFF. */
function inOrder(names) {
  const points = (name) => Array.from(name, (letter) => letter.codePointAt(0).toString(16).padStart(6, "0")).join("");
  return names.sort((one, other) => (points(one) < points(other) ? -1 : 1));
}

/* What is signed: the judge's name in the log, the sheet's id, the SHA-256 of its text, and what will be published of it. As guanmo.method.seal.statement. */
export function statementOf({ id, visit, previous }, digest, { judge, deducted, vetoed }) {
  const head = ["guanmo/sheet/2", judge, id, digest, visit, previous || "-", vetoed ? "veto" : "-"];
  const lines = inOrder(Object.keys(deducted)).map((key) => `${key}\t${deducted[key]}`);
  return head.concat(lines).map((line) => `${line}\n`).join("");
}

/* "key signature" for a sheet that is being finished; "" where the browser cannot sign, or does not know the judge's name in the
   log yet. */
export async function signatureOf(draft, digest, facts) {
  const key = await keyOf(draft.judge);
  if (!key || !facts.judge) return "";
  try {
    const text = new TextEncoder().encode(statementOf(draft, digest, facts));
    return `${key.text} ${base64(await crypto.subtle.sign(HASH, key.own, text))}`;
  } catch (error) {
    return "";
  }
}
