/* [data-file-drop]: files may be dropped on the box; the chosen names are shown. */
for (const box of document.querySelectorAll("[data-file-drop]")) {
  const input = box.querySelector('input[type="file"]');
  const names = box.querySelector("[data-file-names]");
  const over = (event, on) => {
    event.preventDefault();
    box.classList.toggle("is-over", on);
  };

  box.addEventListener("dragover", (event) => over(event, true));
  box.addEventListener("dragleave", (event) => over(event, false));
  box.addEventListener("drop", (event) => {
    over(event, false);
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", () => {
    if (input.files.length) names.textContent = Array.from(input.files, (file) => file.name).join("、");
  });
}
