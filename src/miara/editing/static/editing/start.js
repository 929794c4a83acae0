// Starts the fields of the library from attributes, where it would write a script
// into the page: the policy of the site lets no such script run.
const STARTERS = {
  initDateChooser: (field, options) => window.initDateChooser(field, options),
  initDateTimeChooser: (field, options) => window.initDateTimeChooser(field, options),
  initTimeChooser: (field, options) => window.initTimeChooser(field, options),
  InlinePanel: (_field, options) => new window.InlinePanel(options),
};

function startIn(root) {
  const marks = root.querySelectorAll("[data-editing-start]");
  for (const mark of marks) {
    const { editingStart, editingField, editingOptions } = mark.dataset;
    mark.remove();
    STARTERS[editingStart](editingField, JSON.parse(editingOptions));
  }
}

function watch() {
  startIn(document);
  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        if (node.nodeType === Node.ELEMENT_NODE) {
          startIn(node);
        }
      }
    }
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", watch);
} else {
  watch();
}
