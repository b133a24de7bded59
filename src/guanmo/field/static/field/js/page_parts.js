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
  delete main.dataset.drawn;
  main.append(...nodes.filter(Boolean));
}

/* Show the page `name` of links alone. What stands there already is left as it is: a tap on a link that is exchanged under
   the finger would be lost. */
export function showLinks(name, ...nodes) {
  const main = one("#main");
  if (main.dataset.drawn === name) become(main, nodes.filter(Boolean));
  else show(...nodes);
  main.dataset.drawn = name;
}

function become(parent, wanted) {
  const there = [...parent.childNodes];
  wanted.forEach((node, place) => {
    const old = there[place];
    if (!old) parent.append(node);
    else if (!old.cloneNode(false).isEqualNode(node.cloneNode(false))) old.replaceWith(node);
    else if (!old.isEqualNode(node)) become(old, [...node.childNodes]);
  });
  there.slice(wanted.length).forEach((node) => node.remove());
}
