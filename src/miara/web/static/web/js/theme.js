// The reader's choice of appearance. Loaded before the first paint.
(() => {
  const root = document.documentElement;
  const themes = ["light", "dark", "contrast"];
  const read = () => {
    try {
      return localStorage.getItem("theme") ?? "";
    } catch {
      return ""; // Storage may be forbidden; the device's choice stays.
    }
  };
  const apply = (theme) => {
    if (themes.includes(theme)) root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  apply(read());

  document.addEventListener("DOMContentLoaded", () => {
    for (const select of document.querySelectorAll("[data-theme-choice]")) {
      select.value = root.dataset.theme ?? "";
      select.closest("[hidden]")?.removeAttribute("hidden");
      select.addEventListener("change", () => {
        apply(select.value);
        try {
          if (select.value) localStorage.setItem("theme", select.value);
          else localStorage.removeItem("theme");
        } catch {
          // The choice lasts until the page is left.
        }
      });
    }
  });
})();
