// Suggestions for a search field: the WAI-ARIA combobox with a list box.
// Without this module the form is a plain search form, and a field for a local
// government (data-unit-picker) is typed by hand: a name, or a code.
const WAIT = 120; // ms after the last key

class Combobox {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=text]");
    this.list = form.querySelector("[role=listbox]");
    this.status = form.querySelector("[data-status]");
    this.active = -1;
    this.items = [];
    const attributes = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    };
    for (const [name, value] of Object.entries(attributes)) {
      this.input.setAttribute(name, value);
    }
    this.input.addEventListener("input", () => this.schedule());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.form.addEventListener("submit", () => this.close());
    // The press would take the focus away before the click arrives.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose([...this.list.children].indexOf(option));
    });
  }

  schedule() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const text = this.input.value.trim();
    this.request?.abort();
    if (!text) {
      this.close();
      return;
    }
    this.request = new AbortController();
    const address = new URL(this.form.dataset.source, location.href);
    address.searchParams.set("q", text);
    try {
      const response = await fetch(address, {
        signal: this.request.signal,
        headers: { Accept: "application/json" },
      });
      if (!response.ok) return;
      const found = await response.json();
      this.show(Array.isArray(found) ? found : found.items);
    } catch (error) {
      // Offline or overtaken by the next key: the plain form still works.
      if (error.name !== "AbortError") this.close();
    }
  }

  show(items) {
    this.items = items;
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...items.map((item, index) => this.option(item, index)));
    this.open(items.length > 0);
    const { none, some } = this.form.dataset;
    this.status.textContent = items.length ? some.replace("{count}", items.length) : none;
  }

  option(item, index) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${index}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const name = document.createElement("span");
    name.textContent = item.name;
    const where = document.createElement("span");
    where.className = "where";
    where.textContent = item.where;
    option.append(name, " ", where);
    return option;
  }

  open(yes) {
    this.list.hidden = !yes;
    this.input.setAttribute("aria-expanded", String(yes));
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.open(false);
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
  }

  move(to) {
    const options = [...this.list.children];
    options[this.active]?.setAttribute("aria-selected", "false");
    this.active = (to + options.length) % options.length;
    const option = options[this.active];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  choose(index) {
    const item = this.items[index];
    if (!item) return;
    this.input.value = item.name;
    this.close();
    const event = new CustomEvent("combobox:choose", {
      bubbles: true,
      cancelable: true,
      detail: item,
    });
    if (this.form.dispatchEvent(event) && item.url) location.assign(item.url);
  }

  key(event) {
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) {
        this.ask();
        return;
      }
      const last = this.list.children.length - 1;
      if (event.key === "ArrowDown") this.move(this.active + 1);
      else this.move(this.active < 0 ? last : this.active - 1);
    } else if (event.key === "Enter" && open && this.active >= 0) {
      event.preventDefault();
      this.choose(this.active);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Escape") {
      this.input.value = "";
    }
  }
}

// A field for one unit: the choice is written into it as "Name (code)".
const pick = (input, number) => {
  const texts = document.querySelector("template[data-unit-source]");
  if (!texts || input.readOnly || input.disabled) return;
  const box = document.createElement("div");
  box.className = "combobox-field";
  Object.assign(box.dataset, {
    combobox: "",
    started: "",
    source: texts.dataset.unitSource,
    none: texts.dataset.none,
    some: texts.dataset.some,
  });
  const list = document.createElement("ul");
  list.id = `${input.id || `unit-${number}`}-list`;
  list.className = "combobox-list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", texts.dataset.label);
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.dataset.status = "";
  status.setAttribute("role", "status");
  input.replaceWith(box);
  box.append(input, list, status);
  box.addEventListener("combobox:choose", (event) => {
    event.preventDefault();
    input.value = `${event.detail.name} (${event.detail.code})`;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  new Combobox(box);
};

const start = (root) => {
  const pickers = root.querySelectorAll("input[data-unit-picker]:not([role=combobox])");
  pickers.forEach(pick);
  for (const form of root.querySelectorAll("[data-combobox]:not([data-started])")) {
    form.dataset.started = "";
    new Combobox(form);
  }
};
start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
