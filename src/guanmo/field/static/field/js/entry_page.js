/* Before there is a judge: log in, connect for the first time, or open a locked phone. */
import { notice, setHead } from "./frame.js";
import { foreignCount } from "./outbox.js";
import { one, piece, show } from "./page_parts.js";
import { phone } from "./phone.js";
import { sync, unlock } from "./sync.js";
import { say } from "./words.js";

async function waiting() {
  const count = await foreignCount(null);
  return count ? say("on_phone", { count }) : "";
}

async function tryUnlock() {
  if (!(await unlock())) notice(say("still_out", {}), "bad");
}

export async function showEntry() {
  setHead({ heading: say("scoring", {}), back: null });
  if (phone.locked) {
    const card = piece("locked-phone", { foreign: await waiting() });
    one("[data-unlock]", card).addEventListener("click", tryUnlock);
    return show(card);
  }
  const { state } = phone.contact;
  if (state === "unknown" || state === "online") return show(piece("wait"));
  if (state === "login" || state === "other") return show(piece("login", { foreign: await waiting() }));
  const card = piece("first");
  one("[data-again]", card).addEventListener("click", () => sync(true));
  return show(card);
}
