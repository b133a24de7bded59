/* One window at a time: a Web Lock, or where the browser has none (plain HTTP) a lease in localStorage. */
import { WINDOW } from "./drafts.js";

const LEASE = 60000;

function lease(name) {
  try {
    return JSON.parse(localStorage.getItem(name)) || { until: 0 };
  } catch (error) {
    return { until: 0 };
  }
}

function take(name) {
  const held = lease(name);
  const left = held.until - Date.now(); // more than a lease is of a clock that was set back since
  if (held.by !== WINDOW && left > 0 && left <= LEASE) return false;
  try {
    localStorage.setItem(name, JSON.stringify({ by: WINDOW, until: Date.now() + LEASE }));
  } catch (error) {
    return true; // without storage there is no second window to be feared: the store is in memory too
  }
  return lease(name).by === WINDOW;
}

async function leased(name, act) {
  if (!take(name)) return null;
  const renewal = setInterval(() => take(name), LEASE / 3);
  try {
    return await act();
  } finally {
    clearInterval(renewal);
    localStorage.removeItem(name);
  }
}

/* Run `act` when no other window is at it; null otherwise. */
export function inTurn(name, act) {
  if (navigator.locks) return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? act() : null));
  return leased(`guanmo-${name}`, act);
}

/* Run the acts in at most `width` lanes; a lane stops when an act answers false. */
export async function inLanes(width, acts) {
  const left = acts.slice();
  let going = true;
  const lane = async () => {
    while (going && left.length) if (await left.shift()() === false) going = false;
  };
  await Promise.all(Array.from({ length: width }, lane));
}
