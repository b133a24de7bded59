/* 大字 without a reload: what is half filled in stays. Without this script the form does the same by a redirect. */
const root = document.documentElement;

function remember(on) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `large_type=${on ? 1 : 0}; path=/; max-age=31536000; samesite=lax${secure}`;
}

for (const form of document.querySelectorAll("form[data-large-type]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const on = root.classList.toggle("large-type");
    remember(on);
    form.querySelector("button").setAttribute("aria-pressed", String(on));
    window.dispatchEvent(new Event("resize"));
  });
}
