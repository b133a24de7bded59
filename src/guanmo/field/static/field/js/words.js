/* Sentences come with the page, translated; {x} is filled in here. */
const words = JSON.parse(document.getElementById("field-words").textContent);

export function say(name, values) {
  return words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}
