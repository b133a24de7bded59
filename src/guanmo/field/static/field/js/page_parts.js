/* Pieces of the page: the server prints them once as <template>, translated; scripts copy and fill them. */

export const one = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

/* A copy of a template's first element with its slots filled: [data-slot="name"] gets values.name as text. An empty
   value hides its slot. */
export function piece(name, values = {}) {
  const copy = document.getElementById(`part-${name}`).content.firstElementChild.cloneNode(true);
  fill(copy, values);
  return copy;
}

export function fill(within, values) {
  for (const slot of (within.matches("[data-slot]") ? [within] : []).concat(all("[data-slot]", within))) {
    const value = values[slot.dataset.slot];
    if (value === undefined) continue;
    slot.textContent = value;
    slot.hidden = value === "";
  }
}

/* The small tag of a state, made by the server: icon and word. */
export function tag(name) {
  return piece(`tag-${name}`);
}

export function show(...nodes) {
  const main = one("#main");
  main.textContent = "";
  main.append(...nodes.filter(Boolean));
}
