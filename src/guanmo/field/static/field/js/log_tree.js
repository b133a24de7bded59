/* The proofs of the score log (RFC 6962, section 2.1), checked here and not believed. Hashes are hex. Pure. */
import { sha256 } from "./sha256.js";

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) || [], (two) => parseInt(two, 16));

function node(left, right) {
  return sha256(Uint8Array.from([1, ...bytesOf(left), ...bytesOf(right)]));
}

/* The hash of an event: of the very bytes that the server gives. */
export function leafHash(event) {
  return sha256(Uint8Array.from([0, ...new TextEncoder().encode(event)]));
}

/* The largest power of two below size. */
function splitOf(size) {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/* → the root to which the proof leads, null when it cannot belong to a tree of this size */
export function rootByInclusion(leaf, index, size, proof) {
  if (!(index >= 0 && index < size)) return null;
  if (size === 1) return proof.length === 0 ? leaf : null;
  if (proof.length === 0) return null;
  const split = splitOf(size);
  const inner = proof.slice(0, -1);
  const other = proof[proof.length - 1];
  const found = index < split ? rootByInclusion(leaf, index, split, inner) : rootByInclusion(leaf, index - split, size - split, inner);
  if (found === null) return null;
  return index < split ? node(found, other) : node(other, found);
}

/* [root of the old part, root of all] below one node, taking hashes from `proof`; null when they run out. */
function rootsOf(proof, oldSize, size, old, whole) {
  if (oldSize === size) {
    const own = whole ? old : proof.shift();
    return own === undefined ? null : [own, own];
  }
  const split = splitOf(size);
  const left = oldSize <= split;
  const inner = left ? rootsOf(proof, oldSize, split, old, whole) : rootsOf(proof, oldSize - split, size - split, old, false);
  const other = proof.shift();
  if (inner === null || other === undefined) return null;
  return left ? [inner[0], node(inner[1], other)] : [node(other, inner[0]), node(other, inner[1])];
}

/* Whether the log with the root `old` is the beginning of the one with the root `fresh`. */
export function isConsistent(old, oldSize, fresh, size, proof) {
  if (!Array.isArray(proof) || !(oldSize > 0 && oldSize <= size)) return false;
  const left = proof.slice();
  const roots = rootsOf(left, oldSize, size, old, true);
  return roots !== null && left.length === 0 && roots[0] === old && roots[1] === fresh;
}

/* note → {origin, size, root} or null when it is no checkpoint */
export function readCheckpoint(note) {
  const [origin, size, root] = String(note).split("\n");
  if (!origin || !/^(0|[1-9][0-9]{0,9})$/.test(size || "") || !/^[A-Za-z0-9+/]{43}=$/.test(root || "")) return null;
  const hex = Array.from(atob(root), (one) => one.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  return { origin, size: Number(size), root: hex };
}

/* The first 16 digits in groups of four, as on paper. */
export function fingerprint(root) {
  return root.slice(0, 16).toUpperCase().match(/.{4}/g).join(" ");
}

function isLogged(sheet, told, now) {
  if (!told || !Array.isArray(told.proof) || rootByInclusion(leafHash(told.event), told.seq, now.size, told.proof) !== now.root) return false;
  const event = JSON.parse(told.event);
  return event.id === sheet.id && event.digest === sheet.digest;
}

/* The seal of a version before this one; null when it is not the beginning of the log. */
function earlierSeal(told, now) {
  const sealed = readCheckpoint(told.sealed);
  return sealed && isConsistent(sealed.root, sealed.size, now.root, now.size, told.consistency) ? sealed : null;
}

/* What an answer of the server shows. before: {size, root, sealed} as last verified, or null; sheets = [{id, digest}].
   → {trouble: "shape" | "smaller" | "changed" | "seal", now} or {now, sealed, logged: [id], missing: [id]} */
export function judgeLog(round, before, sheets, data) {
  const now = readCheckpoint(data.checkpoint);
  if (now === null || now.origin !== `guanmo/round/${round}`) return { trouble: "shape", now };
  if (before && now.size < before.size) return { trouble: "smaller", now };
  if (before && !isConsistent(before.root, before.size, now.root, now.size, data.consistency)) return { trouble: "changed", now };
  const sealed = data.sealed ? readCheckpoint(data.sealed) : null;
  if (sealed && !isConsistent(sealed.root, sealed.size, now.root, now.size, data.sealed_consistency)) return { trouble: "seal", now };
  const seals = [sealed].concat((data.earlier || []).map((one) => earlierSeal(one, now)));
  if (seals.slice(1).some((one) => one === null || one.size >= sealed.size)) return { trouble: "seal", now };
  if (before && before.sealed && !seals.some((one) => one && one.root === before.sealed)) return { trouble: "seal", now };
  const logged = sheets.filter((one) => isLogged(one, data.sheets[one.id], now)).map((one) => one.id);
  const missing = sheets.map((one) => one.id).filter((id) => !logged.includes(id));
  return { now, sealed, logged, missing };
}
