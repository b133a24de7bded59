/* The service worker: keeps the shell, never an answer. A new version waits until the page asks for it. */
const CACHE = "field-shell-{{ version }}";
const SHELL = "{{ shell }}";
const API = "{{ api }}";
const FILES = {{ files|safe }};

/* Fresh from the server, all or nothing: a file that is missing leaves the old version in service. */
async function fetchAll() {
  const cache = await caches.open(CACHE);
  await cache.addAll([SHELL].concat(FILES).map((url) => new Request(url, { cache: "reload" })));
}

async function dropOld() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("field-shell-") && name !== CACHE).map((name) => caches.delete(name)));
}

/* Looks without opening: a worker on its way out must not bring back the cache that the new one dropped. */
async function kept(url, request) {
  return (await caches.match(url, { cacheName: CACHE })) || fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(fetchAll()));
self.addEventListener("activate", (event) => event.waitUntil(dropOld()));
self.addEventListener("message", (event) => { if (event.data === "apply") self.skipWaiting(); });

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith(API)) return;
  if (url.pathname === SHELL) event.respondWith(kept(SHELL, event.request));
  else if (FILES.includes(url.pathname)) event.respondWith(kept(url.pathname, event.request));
});
