/* data-refresh="30" on an element with an id: its content is fetched anew every so many seconds while it is seen. */
function places(part) {
  return Array.from(part.querySelectorAll("[data-scroll]"), (box) => box.scrollLeft);
}

async function renew(part) {
  if (document.hidden || part.contains(document.activeElement)) return;
  const answer = await fetch(location.href, { credentials: "same-origin" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(part.id);
  if (!fresh) return location.reload();
  const before = places(part);
  part.replaceChildren(...fresh.childNodes);
  part.querySelectorAll("[data-scroll]").forEach((box, index) => { box.scrollLeft = before[index] || 0; });
  window.dispatchEvent(new Event("resize"));
}

for (const part of document.querySelectorAll("[data-refresh]")) {
  setInterval(() => renew(part).catch(() => {}), Number(part.dataset.refresh) * 1000);
}
