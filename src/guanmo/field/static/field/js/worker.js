/* The service worker serves the pages without a network. A new version waits until it is asked for, or for a start. */

let waiting = null;
let told = () => {};

function found(registration) {
  if (!registration.waiting || !navigator.serviceWorker.controller) return;
  waiting = registration.waiting;
  told();
}

/* Take over the new version; the page starts anew. */
export function applyUpdate() {
  if (!waiting) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage("apply");
}

export const canUpdate = () => waiting !== null;

/* Register; `onUpdate` is called when a new version waits. A version that waited since the last visit is taken at once
   when `mayStart` says that nothing is open. */
export async function startWorker(url, mayStart, onUpdate) {
  told = onUpdate;
  const registration = await navigator.serviceWorker.register(url);
  found(registration);
  if (waiting && mayStart()) applyUpdate();
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
