/* The shell: opens the phone's store, shows what the address asks for, and keeps phone and server together. */
import { onChange } from "./changes.js";
import { showEntry } from "./entry_page.js";
import { notice, refreshFrame } from "./frame.js";
import { showList } from "./list_page.js";
import { one } from "./page_parts.js";
import { openPhone, phone, readAgain } from "./phone.js";
import { showPhone } from "./phone_page.js";
import { isOwn, showScoring } from "./scoring_page.js";
import { exportAll, showSheet } from "./sheet_page.js";
import { startSync, unlock } from "./sync.js";
import { applyUpdate, lookForUpdate, startWorker } from "./worker.js";

const ROUTE = /^#\/(visit|sheet|phone)(?:\/([0-9a-f-]{36}))?(\/correction)?$/;
/* Changes that need no new drawing of most views stand last. */
const LIGHT = ["judge", "duties", "sheets", "draft", "contact"];
const root = document.documentElement;
let scoring = null;
let turn = 0;

function draw() {
  if (!phone.judge || !phone.duties) return showEntry();
  const [, name, id, correct] = ROUTE.exec(location.hash) || [];
  if (name === "visit" && id) return showScoring(id, Boolean(correct));
  if (name === "sheet" && id) return showSheet(id);
  return name === "phone" ? showPhone() : showList();
}

/* Draw the view of the address; what was drawn for an older address is left to be overwritten. */
async function render() {
  turn += 1;
  const mine = turn;
  delete root.dataset.ready;
  const page = await draw();
  if (mine !== turn) return;
  scoring = page instanceof Object && page.keeper ? page : null;
  root.dataset.view = location.hash || "#/";
  await refreshFrame();
  root.dataset.ready = "yes";
}

async function turnPage() {
  scoring = null;
  await render();
  window.scrollTo(0, 0);
  one("[data-heading]").focus({ preventScroll: true });
}

let drawn = Promise.resolve();

/* One drawing after the other, so that none paints over a newer one. */
function inOrder(act) {
  drawn = drawn.then(act, act);
  return drawn;
}

/* An open draft is never drawn anew under the finger; what another window wrote to it is taken over. */
async function heardWhileScoring(what, elsewhere) {
  if (elsewhere && what.kind === "sheets" && scoring.draft.rev === 0) return render();
  const here = what.kind === "sheets" || what.visit === scoring.visit.id;
  if (elsewhere && here && !isOwn(what)) await scoring.takeOver();
  if (!scoring.busy) scoring.refresh();
  return refreshFrame();
}

/* Something in the store changed, here or in another window. */
async function heard(what, elsewhere) {
  if (elsewhere && ["judge", "duties"].includes(what.kind)) await readAgain();
  if (what.kind === "duties" && phone.duties && phone.duties.app !== root.dataset.app) lookForUpdate();
  if (scoring && what.kind !== "judge") return heardWhileScoring(what, elsewhere);
  if (what.kind === "draft") return refreshFrame();
  if (what.kind === "contact" && phone.judge) return refreshFrame();
  return render();
}

/* Changes come in bursts while sheets are sent: one drawing for all that came meanwhile, and drawing takes no more than
   a third of the time, however much there is to draw. */
let burst = null;
let drawing = 0;

async function heardInTime(what, elsewhere) {
  const began = Date.now();
  await heard(what, elsewhere);
  drawing = Date.now() - began;
}

function soon(what, elsewhere) {
  if (what.kind === "judge") scoring = null;
  if (scoring) return inOrder(() => heard(what, elsewhere));
  if (burst) return burst.push([what, elsewhere]);
  burst = [[what, elsewhere]];
  return setTimeout(() => {
    const all = burst;
    burst = null;
    const [weightiest] = all.sort((a, b) => LIGHT.indexOf(a[0].kind) - LIGHT.indexOf(b[0].kind));
    inOrder(() => heardInTime(...weightiest));
  }, Math.max(50, 2 * drawing));
}

function listen() {
  window.addEventListener("hashchange", () => inOrder(turnPage));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-update]")) applyUpdate();
    if (event.target.closest("[data-banner] [data-export]")) exportAll();
  });
  one("[data-skip]").addEventListener("click", (event) => { event.preventDefault(); one("#main").focus(); });
  new ResizeObserver(([box]) => root.style.setProperty("--field-stick", `${Math.round(box.target.offsetHeight)}px`)).observe(one(".field-stick"));
}

/* The reader's language stands in a cookie that the stored page was not made with. */
function workerAddress() {
  const chosen = /(?:^|; )django_language=([\w-]+)/.exec(document.cookie);
  return `${root.dataset.worker}?language=${chosen ? chosen[1] : root.lang}`;
}

async function begin() {
  await openPhone();
  listen();
  onChange(soon);
  if ("serviceWorker" in navigator) startWorker(workerAddress(), () => !location.hash.startsWith("#/visit/"), refreshFrame).catch(() => {});
  if (phone.judge && phone.duties) await inOrder(render);
  const cameIn = new URLSearchParams(location.search).has("in");
  if (cameIn) history.replaceState(null, "", location.pathname + location.hash);
  await (cameIn && phone.locked ? Promise.all([startSync(), unlock(true)]) : startSync());
  if (!root.dataset.ready) await inOrder(render);
}

begin().catch((error) => {
  notice(String(error), "bad");
  throw error;
});
