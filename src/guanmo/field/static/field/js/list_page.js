/* The judge's list: the visits of the rounds, grouped by type of sheet, and where each sheet stands. */
import { draftsOf } from "./drafts.js";
import { setHead } from "./frame.js";
import { receiptsOf, rowsOf } from "./outbox.js";
import { one, piece, showLinks, tag } from "./page_parts.js";
import { phone } from "./phone.js";
import { groupOf, isOpen } from "./standing.js";
import { toHundredths, toShort } from "./arithmetic.js";
import { say } from "./words.js";

const LINKED = ["stuck", "waiting", "accepted", "held", "conflict", "set_aside"];

function addressOf(visit, { state, head }) {
  if (isOpen(state)) return `#/visit/${visit.id}`;
  return LINKED.includes(state) ? `#/sheet/${head.id}` : null;
}

function noteOf(visit, head) {
  const total = head && head.total ? toHundredths(head.total) : null;
  return total === null ? visit.note : say("between", { first: visit.note, second: say("own_score", { total: toShort(total) }) });
}

function dutyLine({ visit, standing }) {
  const address = addressOf(visit, standing);
  const line = piece(address ? "duty" : "duty-closed", { name: visit.name, note: noteOf(visit, standing.head) });
  const box = one("[data-duty]", line);
  box.dataset.visit = visit.id;
  box.dataset.state = standing.state;
  if (address) box.href = address;
  box.classList.toggle("duty--open", isOpen(standing.state));
  one("[data-tag]", line).append(tag(standing.state));
  return line;
}

function groupCard(title, group) {
  const card = piece("group", { title, progress: say("progress", group) });
  one("ul", card).append(...group.all.map(dutyLine));
  return card;
}

function roundCards(round, rows, receipts, drafts) {
  const group = (visits) => groupOf(visits, rows, receipts, drafts);
  const whole = group(round.visits);
  const head = piece("round", { title: round.title, progress: say("progress", whole), deadline: say(round.version > 1 ? "open_again" : "deadline", { day: round.deadline, version: round.version }) });
  one("[data-all-done]", head).hidden = !whole.safe;
  one(".bar-fill", head).setAttribute("width", `${(100 * whole.done) / Math.max(whole.due, 1)}%`);
  const named = [["village", round.visits.filter((one) => !one.two_new)], ["two_new", round.visits.filter((one) => one.two_new)]];
  return [head].concat(named.filter(([, visits]) => visits.length).map(([name, visits]) => groupCard(say(name, {}), group(visits))));
}

/* Sheets of rounds that are no longer on the list, as long as they lie on this phone. */
function pastCard(past, rows, receipts, drafts) {
  const held = past.filter((visit) => [rows, receipts, drafts].some((list) => list.some((one) => one.visit === visit.id)));
  if (held.length === 0) return null;
  const card = groupCard(say("past", {}), groupOf(held, rows, receipts, drafts));
  one(".card-note", card).remove();
  return card;
}

export async function showList() {
  const { judge, rounds, past } = phone.duties;
  const [rows, receipts, drafts] = [await rowsOf(judge.id), await receiptsOf(judge.id), await draftsOf(judge.id)];
  setHead({ heading: say("duties", {}), place: judge.name, note: judge.organisation, back: null });
  const cards = rounds.map((round) => roundCards(round, rows, receipts, drafts));
  showLinks("list", ...(rounds.length ? [].concat(...cards) : [piece("no-duties")]), pastCard(past, rows, receipts, drafts), piece("list-foot"));
}
