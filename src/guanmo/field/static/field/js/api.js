/* One call to the server. Whatever comes back is described, never trusted; what it means is decided in answers.js. */
import { API, isOurs } from "./answers.js";
import { keep, phone } from "./phone.js";
import { announce } from "./changes.js";

const BASE = document.documentElement.dataset.api;
const VERSION = document.documentElement.dataset.app;
const PATIENCE = 30000;
const PATIENCE_BYTES = 180000;

function headersOf(more, path) {
  const all = { "X-Guanmo": API, "X-Device": phone.device, "X-App": VERSION, Accept: "application/json" };
  if (phone.judge && path !== "bootstrap") all["X-Judge"] = phone.judge;
  return Object.assign(all, more);
}

async function jsonOf(response) {
  try {
    return await response.json();
  } catch (error) {
    return null;
  }
}

async function describe(response) {
  const wait = Number(response.headers.get("Retry-After"));
  return {
    status: response.status,
    data: response.status === 304 ? null : await jsonOf(response),
    etag: response.headers.get("ETag"),
    retryAfter: Number.isFinite(wait) ? wait : 0,
  };
}

/* How the server was met last, for the strip and the banner. */
export function met(state) {
  const changed = phone.contact.state !== state;
  phone.contact.state = state;
  if (state !== "offline" && state !== "foreign") {
    phone.contact.at = Date.now();
    keep("contact", phone.contact.at).catch(() => {});
  }
  if (changed || state === "online") announce({ kind: "contact" });
}

function judgeContact(answer) {
  if (answer.failed) return met("offline");
  if (answer.status === 304) return met("online");
  if (!isOurs(answer)) return met("foreign");
  if (answer.status === 401) return met(answer.data.code === "other_judge" ? "other" : "login");
  return met("online");
}

/* → {failed: true} | {status, data, etag, retryAfter} */
export async function call(method, path, { body, headers } = {}) {
  const control = new AbortController();
  const patience = body instanceof ArrayBuffer ? PATIENCE_BYTES : PATIENCE;
  const timer = setTimeout(() => control.abort(), patience);
  const options = { method, body, headers: headersOf(headers, path), credentials: "same-origin", cache: "no-store", redirect: "manual", signal: control.signal };
  let answer;
  try {
    answer = await describe(await fetch(BASE + path, options));
  } catch (error) {
    answer = { failed: true };
  } finally {
    clearTimeout(timer);
  }
  judgeContact(answer);
  return answer;
}

export function post(path, data) {
  return call("POST", path, { body: JSON.stringify(data), headers: { "Content-Type": "application/json" } });
}

/* End the session and forget the key of this phone; false when the server was not reached: then it is owed. */
export async function leave() {
  const options = { method: "POST", headers: { "X-Guanmo": API }, credentials: "same-origin", redirect: "manual" };
  const answer = await fetch(document.documentElement.dataset.leave, options).then(describe).catch(() => ({ failed: true }));
  const left = !answer.failed && answer.status === 200 && isOurs(answer);
  await keep("leaving", !left);
  return left;
}
