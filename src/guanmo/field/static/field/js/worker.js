/* The service worker serves the pages without a network. A new version waits until it is asked for, or for a start. */

const REST = 1000;

let waiting = null;
let told = () => {};

function found(registration) {
  if (!registration.waiting || !navigator.serviceWorker.controller) return;
  waiting = registration.waiting;
  told();
}

/* Take over the new version; this page, and any other that has nothing open, starts anew when it is in service. */
export function applyUpdate() {
  if (waiting) waiting.postMessage("apply");
}

export const canUpdate = () => waiting !== null;

/* Register; `onUpdate` is called when a new version waits. A version that waited since the last visit is taken when
   `mayStart` says that nothing is open, once the page is at rest: Chrome may put off by half a minute a worker that is
   to take over from one still busy. */
export async function startWorker(url, mayStart, onUpdate) {
  told = onUpdate;
  navigator.serviceWorker.addEventListener("controllerchange", () => { if (mayStart()) location.reload(); });
  const registration = await navigator.serviceWorker.register(url);
  found(registration);
  if (waiting) setTimeout(() => { if (mayStart()) applyUpdate(); }, REST);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    if (coming) coming.addEventListener("statechange", () => { if (coming.state === "installed") found(registration); });
  });
}

/* The server has said that there is another version. */
export async function lookForUpdate() {
  const registration = navigator.serviceWorker && await navigator.serviceWorker.getRegistration(location.pathname);
  if (registration) registration.update().catch(() => {});
}

/* Whether this page can be opened without a network from now on. */
export async function isReady() {
  if (!navigator.serviceWorker) return false;
  const registration = await navigator.serviceWorker.getRegistration(location.pathname);
  return Boolean(registration && registration.active);
}
