/* Tells this page and the other windows of this phone that something in the store has changed. */
const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("guanmo-field") : null;
const listeners = [];

export function onChange(act) {
  listeners.push(act);
}

function tell(what, elsewhere) {
  for (const act of listeners) act(what, elsewhere);
}

/* what = {kind: "sheets" | "draft" | "duties" | "contact" | "judge", visit, from} */
export function announce(what) {
  tell(what, false);
  if (channel) channel.postMessage(what);
}

if (channel) channel.onmessage = (event) => tell(event.data, true);
