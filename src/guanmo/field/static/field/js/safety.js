/* What makes this browser unsafe for scoring without a network. Pure: the page looks, this judges. */

const WECHAT = /MicroMessenger/i;
const APPLE = /iPhone|iPad|iPod/i;

/* env = {secure, agent, stores, workers}; stores: whether a test write came back. The worst danger first. */
export function dangersOf(env) {
  const found = [];
  if (!env.stores) found.push("storage");
  if (WECHAT.test(env.agent) && APPLE.test(env.agent)) found.push("wechat");
  else if (!env.secure) found.push("plain");
  else if (!env.workers) found.push("worker");
  return found;
}

/* Where the hint "add to the home screen" is of use, and in which words: "apple", "android" or none. On an iPhone what is
   opened from there has neither the key nor the sheets of a phone that a personal link has bound. */
export function installHint(env) {
  if (env.standalone || WECHAT.test(env.agent) || !env.secure) return null;
  if (APPLE.test(env.agent)) return env.bound ? null : "apple";
  return /Android/i.test(env.agent) ? "android" : null;
}
