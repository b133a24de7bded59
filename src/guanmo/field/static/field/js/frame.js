/* The frame around each view: head, strip of counts, banners, the bar at the bottom. */
import { toShort } from "./arithmetic.js";
import { countsOf } from "./counts.js";
import { receiptsOf, rowsOf } from "./outbox.js";
import { all, one, piece } from "./page_parts.js";
import { phone, recall } from "./phone.js";
import { dangersOf } from "./safety.js";
import { troublesOf } from "./witness.js";
import { say } from "./words.js";
import { canUpdate } from "./worker.js";

const CLOCK_OFF = 5;

/* The head of a view; what is not given is hidden. */
export function setHead({ heading, place = "", note = "", back = "#/", total = null }) {
  one("[data-heading]").textContent = heading;
  document.title = `${heading} · ${place || heading}`;
  one("[data-place]").textContent = place;
  one("[data-place-note]").textContent = note;
  const link = one("[data-back]");
  link.classList.toggle("is-off", back === null);
  if (back === null) link.removeAttribute("href");
  else link.href = back;
  setTotal(total, say("current", {}));
  for (const rest of ["[data-bar]", "[data-chips]", "[data-foot]"]) one(rest).hidden = true;
  one("[data-rescaled]").hidden = true;
  if (one("[data-notice]").dataset.view !== view()) notice("", "");
}

/* What tells one view from another: a view that is drawn again keeps its notice. */
function view() {
  return [location.hash, one("[data-heading]").textContent, one("[data-place]").textContent].join(" ");
}

/* total in hundredths, null for none */
export function setTotal(total, label) {
  one("[data-total-box]").hidden = total === null;
  one("[data-total-label]").textContent = label;
  if (total !== null) one("[data-total]").textContent = toShort(total);
}

/* One sentence below the head; `tone` is "", "good" or "bad". */
export function notice(text, tone) {
  const place = one("[data-notice]");
  place.textContent = "";
  place.dataset.view = view();
  if (!text) return;
  const line = document.createElement("p");
  line.className = tone ? `phone-notice phone-notice--${tone}` : "phone-notice";
  line.textContent = text;
  place.append(line);
  if (tone === "bad") window.scrollTo(0, 0);
}

export function environment() {
  return {
    secure: window.isSecureContext,
    agent: navigator.userAgent,
    stores: phone.store.lasting,
    workers: "serviceWorker" in navigator,
    bound: Boolean(phone.duties && phone.duties.judge.bound),
    standalone: window.matchMedia("(display-mode: standalone)").matches || navigator.standalone === true,
  };
}

export async function currentCounts() {
  return countsOf(await rowsOf(phone.judge), await receiptsOf(phone.judge));
}

function clockTime(at) {
  const date = new Date(at);
  return `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
}

export function showContact() {
  const { at } = phone.contact;
  return at === null ? say("contact_never", {}) : say("contact_at", { at: clockTime(at) });
}

const LINKS = ["offline", "foreign", "login", "other"];

async function bannersNow(counts) {
  const found = dangersOf(environment()).map((name) => ({ name, count: "", danger: true, exports: true }));
  const { state } = phone.contact;
  const going = counts.only - counts.stuck;
  const unsent = going > 0 ? say("on_phone", { count: going }) : "";
  const scoring = location.hash.startsWith("#/visit/");
  if (phone.judge && LINKS.includes(state)) found.push({ name: state, count: unsent, exports: true });
  const nothingHere = location.hash.startsWith("#/phone") && counts.only === 0;
  if (phone.judge && !scoring && !nothingHere && await recall("persisted") === false) found.push({ name: "unkept", count: "", exports: true });
  const [trouble] = phone.judge ? await troublesOf() : [];
  if (trouble) found.push({ name: "log", count: say(`log_${trouble.kind}`, { round: trouble.title }) });
  if (counts.stuck > 0 && !scoring) found.push({ name: "stuck", count: say("stuck_count", { count: counts.stuck }), exports: true });
  const minutes = Math.round(Math.abs((await recall("clock")) || 0) / 60000);
  if (minutes > CLOCK_OFF) found.push({ name: "clock", count: say("clock_off", { minutes }) });
  if (canUpdate() && !scoring) found.push({ name: "update", count: "" });
  return found;
}

/* Where nothing can be kept safely the export is always one tap away, elsewhere while something is unsent. */
function withExport(found, unsent) {
  return phone.judge ? found.find(({ danger, exports }) => exports && (danger || unsent > 0)) : null;
}

function showBanners(found, unsent) {
  const key = JSON.stringify([found, unsent > 0, phone.judge]);
  const place = one("[data-banners]");
  if (place.dataset.shown === key) return;
  place.dataset.shown = key;
  place.textContent = "";
  const chosen = withExport(found, unsent);
  for (const one of found) {
    const banner = piece(`banner-${one.name}`, { count: one.count });
    if (one === chosen) banner.append(piece("export-button"));
    place.append(banner);
  }
}

/* Strip and banners say what is true now. */
export async function refreshFrame() {
  const counts = phone.judge ? await currentCounts() : countsOf([], []);
  for (const slot of all("[data-count]", one("[data-strip]"))) slot.textContent = counts[slot.dataset.count];
  for (const part of all("[data-alert-when]")) part.classList.toggle("is-alert", counts[part.dataset.alertWhen] > 0);
  const away = LINKS.includes(phone.contact.state);
  one("[data-away]").hidden = !away;
  one("[data-contact]").textContent = away && phone.contact.at !== null ? clockTime(phone.contact.at) : showContact();
  one("[data-strip]").hidden = !phone.judge;
  document.documentElement.dataset.met = phone.contact.state;
  showBanners(await bannersNow(counts), counts.only);
  return counts;
}
