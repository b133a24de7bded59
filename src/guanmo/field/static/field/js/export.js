/* The file for a phone that cannot send: whatever the server has not acknowledged, to be handed over in the office. */
import { photoOf } from "./photos.js";
import { bodyOf, receiptsOf, rowsOf } from "./outbox.js";
import { phone } from "./phone.js";
import { isoTime } from "./drafts.js";

function base64(bytes) {
  const codes = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte));
  return btoa(codes.join(""));
}

async function photosFor(places) {
  const found = new Map();
  for (const [sheet, sha] of places) {
    const bytes = found.has(sha) ? null : await photoOf(sheet, sha);
    if (bytes) found.set(sha, { digest: sha, base64: base64(bytes) });
  }
  return Array.from(found.values());
}

export async function exportOf(judge) {
  const rows = (await rowsOf(judge)).filter((row) => row.state !== "reopened");
  const sheets = [];
  for (const row of rows) sheets.push({ id: row.id, digest: row.digest, body: await bodyOf(row.id), signature: row.signature || "" });
  const lacking = (await receiptsOf(judge)).filter((one) => one.photos.some((photo) => !photo.there));
  const places = [].concat(...rows.concat(lacking).map((one) => one.photos.filter((photo) => !photo.there).map((photo) => [one.id, photo.sha])));
  return { api: "score1-export", judge, device: phone.device, at: isoTime(new Date()), sheets, photos: await photosFor(places) };
}

/* Offer it as a download, unless there is nothing in it; returns how many sheets are in it. */
export async function download(judge, name) {
  const made = await exportOf(judge);
  if (made.sheets.length + made.photos.length === 0) return 0;
  const url = URL.createObjectURL(new Blob([JSON.stringify(made)], { type: "application/json" }));
  const link = document.createElement("a");
  Object.assign(link, { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
  return made.sheets.length;
}
