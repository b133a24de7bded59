/* Send a ballot's bytes. Only an acknowledgement that names this very id counts as received. */
const PATIENCE = 30000;

function token() {
  const found = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
  return found ? found[1] : document.querySelector("[name=csrfmiddlewaretoken]").value;
}

async function answerOf(url, body) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE);
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
  try {
    const options = { method: "POST", body, headers, credentials: "same-origin", redirect: "manual", signal: control.signal };
    const response = await fetch(url, options);
    if (response.type === "opaqueredirect" || response.status === 403) return { status: 403 };
    return { status: response.status, data: await response.json() };
  } finally {
    clearTimeout(timer);
  }
}

/* {kind: "kept", receipt} | {kind: "refused", message} | {kind: "login"} | {kind: "lost"} */
export async function send(url, { id, body }) {
  let answer;
  try {
    answer = await answerOf(url, body);
  } catch (error) {
    return { kind: "lost" };
  }
  const data = answer.data || {};
  if (answer.status === 403) return { kind: "login" };
  if ((answer.status === 201 || answer.status === 200) && data.id === id && data.digest) return { kind: "kept", receipt: data };
  if (answer.status === 409 && data.code && data.message) return { kind: "refused", message: data.message };
  return { kind: "lost" };
}
