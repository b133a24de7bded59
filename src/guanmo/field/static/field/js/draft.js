/* What is not yet acknowledged, kept on this device. All storage goes through here. */

export function keyOf(user, visit, previous) {
  return ["guanmo", "draft", user, visit, previous || "first"].join(":");
}

/* {sheet, state, pending} or null. `pending` = {id, body}: bytes that were sent and not yet acknowledged. */
export function load(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch (error) {
    return null;
  }
}

/* False when this browser refuses to store. */
export function save(key, draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
    return true;
  } catch (error) {
    return false;
  }
}

export function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch (error) {
    /* a browser without storage holds nothing to forget */
  }
}

/* Forget the draft whose bytes the server is known to keep. */
export function forgetKept(user, visit, id) {
  try {
    for (const key of Object.keys(localStorage)) {
      const draft = key.startsWith(["guanmo", "draft", user, visit, ""].join(":")) && load(key);
      if (draft && draft.pending && draft.pending.id === id) forget(key);
    }
  } catch (error) {
    /* as above */
  }
}
