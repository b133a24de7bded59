/* A search field with data-filter="id" shows only those [data-filter-item] below #id whose text holds what is typed. */
for (const field of document.querySelectorAll("[data-filter]")) {
  const list = document.getElementById(field.dataset.filter);
  const show = (element, shown) => { element.hidden = !shown; };
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const item of list.querySelectorAll("[data-filter-item]")) {
      show(item, item.textContent.toLowerCase().includes(wanted));
    }
    for (const group of list.querySelectorAll("[data-filter-group]")) {
      show(group, group.querySelector("[data-filter-item]:not([hidden])") !== null);
    }
  });
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
}
