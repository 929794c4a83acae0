// Reading charts with the pointer or the arrow keys. The words come from the
// chart's own table, so nothing is said here that is not written there.
const clean = (text) => text.replace(/[\s\u00a0]+/g, (gap) => (gap.includes("\u202f") ? gap : " ")).trim();

class Reader {
  constructor(figure) {
    this.figure = figure;
    this.drawings = figure.querySelectorAll(".chart-box svg");
    this.line = figure.querySelector(".chart-reading");
    this.heads = [...figure.querySelectorAll("thead th")].map((th) =>
      clean(th.cloneNode(true).textContent.replace(/[▲▼↕]/g, "")),
    );
    this.rows = [...figure.querySelectorAll("tbody tr[data-k]")];
    if (!this.drawings.length || !this.rows.length) return;
    this.at = -1;
    const box = figure.querySelector(".chart-box");
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("blur", () => this.clear());
    for (const drawing of this.drawings) {
      drawing.addEventListener("pointerover", (event) => {
        const mark = event.target.closest("[data-k]");
        if (mark) this.read(this.rows.findIndex((row) => row.dataset.k === mark.dataset.k));
      });
      drawing.addEventListener("pointerleave", () => this.clear());
    }
  }

  key(event) {
    const last = this.rows.length - 1;
    const start = this.at < 0 ? this.rows.findIndex((row) => row.classList.contains("own")) : -1;
    const steps = {
      ArrowRight: start >= 0 ? start : Math.min(this.at + 1, last),
      ArrowDown: start >= 0 ? start : Math.min(this.at + 1, last),
      ArrowLeft: start >= 0 ? start : Math.max(this.at - 1, 0),
      ArrowUp: start >= 0 ? start : Math.max(this.at - 1, 0),
      Home: 0,
      End: last,
    };
    if (event.key === "Escape") this.clear();
    else if (event.key in steps) {
      event.preventDefault();
      this.read(steps[event.key]);
    }
  }

  read(index) {
    if (index < 0 || index === this.at) return;
    this.clear();
    this.at = index;
    const row = this.rows[index];
    const cells = [...row.cells].map((cell) => clean(cell.textContent));
    const rest = cells.slice(1).map((text, i) => (text ? `${this.heads[i + 1]}: ${text}` : ""));
    this.line.textContent = [cells[0], ...rest.filter(Boolean)].join(" · ");
    this.line.hidden = false;
    light(row.dataset.k, true);
  }

  clear() {
    if (this.at < 0) return;
    light(this.rows[this.at].dataset.k, false);
    this.at = -1;
    this.line.hidden = true;
  }
}

// The same unit lights up in every chart and table of the page.
const light = (key, on) => {
  for (const mark of document.querySelectorAll(`[data-k="${CSS.escape(key)}"]`)) {
    mark.classList.toggle("lit", on);
  }
};

const start = (root) => {
  for (const figure of root.querySelectorAll("[data-chart]:not([data-started])")) {
    figure.dataset.started = "";
    new Reader(figure);
  }
};
start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
