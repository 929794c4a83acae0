// Menus are <details> and work without this; here they close like menus,
// and buttons with data-opens open their <dialog>.
const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog?.showModal) {
    event.preventDefault();
    dialog.showModal();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  }
});

// A part that may be folded is open as it comes. On a narrow screen it folds, so that what
// was asked for is seen before the ways to narrow it.
const narrow = matchMedia("(max-width: 59.99rem)");
const fold = (root) => {
  if (!narrow.matches) return;
  for (const part of root.querySelectorAll("details[data-fold-narrow]")) part.open = false;
};
fold(document);
document.addEventListener("htmx:load", (event) => fold(event.detail.elt));
