/* The service worker serves the pages without a network. A new version waits until it is asked for, or for a start. */

const AGAIN = 1000;
const SHELL = "field-shell-";

let waiting = null;
let told = () => {};

function found(registration) {
  if (!registration.waiting || !navigator.serviceWorker.controller) return;
  waiting = registration.waiting;
  told();
}

/* Take over the new version; this page, and any other that has nothing open, starts anew when it is in service. Chrome
   forgets the wish when the old worker is busy at that moment, so it is said again until it is heard. */
export function applyUpdate() {
  if (!waiting) return;
  if (waiting.state !== "installed") location.reload();  // it is in service already: another page took it
  else ask();
}

function ask() {
  if (waiting.state !== "installed") return;
  waiting.postMessage("apply");
  setTimeout(ask, AGAIN);
}

export const canUpdate = () => waiting !== null;

/* Whether another version went into service between the loading of this page and now. A page that loaded itself again
   does not ask, so that nothing can go round in circles. */
async function isReplaced() {
  if (performance.getEntriesByType("navigation")[0]?.type === "reload") return false;
  const shells = (await caches.keys()).filter((name) => name.startsWith(SHELL));
  return shells.length > 0 && !shells.includes(SHELL + document.documentElement.dataset.app);
}

/* Register; `onUpdate` is called when a new version waits. A version that waited since the last visit is taken at once
   when `mayStart` says that nothing is open. */
export async function startWorker(url, mayStart, onUpdate) {
  told = onUpdate;
  navigator.serviceWorker.addEventListener("controllerchange", () => { if (mayStart()) location.reload(); });
  const registration = await navigator.serviceWorker.register(url);
  found(registration);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    if (coming) coming.addEventListener("statechange", () => { if (coming.state === "installed") found(registration); });
  });
  if (waiting && mayStart()) applyUpdate();
  else if (mayStart() && await isReplaced()) location.reload();
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
