/* What an answer means for what was sent. Pure. Only our own JSON that names the id and the digest takes a sheet off
   this phone: hotel portals answer 200 too. */

export const API = "score1";
const AGAIN = [400, 408, 425, 429];

/* Whether an answer came from our server at all. */
export function isOurs(answer) {
  return Boolean(answer.data) && typeof answer.data === "object" && answer.data.api === API;
}

function again(answer) {
  return { kind: "retry", after: answer.retryAfter || 0, reached: !answer.failed };
}

function refusal(answer) {
  const { status, data } = answer;
  if (status === 401) return { kind: "auth", code: data.code || "login" };
  if (AGAIN.includes(status) || status >= 500) return again(answer);
  if (status >= 400) return { kind: "stuck", code: data.code || String(status), message: data.message || "" };
  return again(answer);
}

/* answer = {failed} | {status, data, retryAfter}; sent = {id, digest}
   → {kind: "ack", state} | {kind: "retry", after, reached} | {kind: "auth", code} | {kind: "stuck", code, message} */
export function classify(answer, sent) {
  if (answer.failed || !isOurs(answer)) return again(answer);
  if (answer.status !== 200 && answer.status !== 201) return refusal(answer);
  const named = (sent.id === undefined || answer.data.id === sent.id) && answer.data.digest === sent.digest;
  return named ? { kind: "ack", state: answer.data } : again(answer);
}

/* The answers to the rows of one batch, in their order; a row without its own answer is not acknowledged. */
export function classifyBatch(answer, sent) {
  const whole = answer.failed || !isOurs(answer) || answer.status !== 200 || !Array.isArray(answer.data.results);
  if (whole) return sent.map((one) => classify(answer.status === 200 ? { status: 200 } : answer, one));
  const { results } = answer.data;
  return sent.map((one, place) => {
    const result = results[place] || {};
    return classify({ status: result.status, data: Object.assign({ api: API }, result), retryAfter: 0 }, one);
  });
}

const FIRST = 1000;
const LONGEST = 300000;

/* Milliseconds until the next try: 1 s, 2 s, 4 s … 5 min, between half and all of it; at least what the server asked. */
export function waitFor(tries, after, random) {
  const step = Math.min(LONGEST, FIRST * 2 ** Math.min(tries - 1, 20));
  return Math.max(step * (0.5 + random / 2), after * 1000);
}
