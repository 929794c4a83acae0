// Filling in with script: a field is saved when the hand rests or moves on. What was
// typed stays in this browser until the server has acknowledged it. Without this
// module the page is a plain form with the same fields and buttons.
const PAUSE = 900; // ms after the last key
const RETRY = 5000;
const PRESENCE = 30000;

const WORD = /[\p{L}\p{N}]+(?:['’.,\-‑/][\p{L}\p{N}]+)*/gu;
export const countWords = (text) => (text.normalize("NFC").match(WORD) ?? []).length;
export const countCharacters = (text) =>
  [...text.normalize("NFC").replace(/\r\n?/g, "\n").trim()].length;

const fillIn = (template, values) =>
  template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

class Store {
  constructor(person, sheet) {
    this.prefix = `miara:form:${person}:${sheet}:`;
  }
  // Storage may be full or forbidden: the page then works without a copy.
  keep(field, copy) {
    try {
      localStorage.setItem(this.prefix + field, JSON.stringify(copy));
    } catch {}
  }
  read(field) {
    try {
      return JSON.parse(localStorage.getItem(this.prefix + field));
    } catch {
      return null;
    }
  }
  drop(field) {
    try {
      localStorage.removeItem(this.prefix + field);
    } catch {}
  }
}

class Field {
  constructor(filler, box) {
    this.filler = filler;
    this.adopt(box);
  }

  adopt(box) {
    this.box = box;
    this.code = box.dataset.field;
    this.count();
    this.sent = this.text();
    for (const button of box.querySelectorAll("[data-remove-row]")) {
      button.hidden = false;
      button.addEventListener("click", () => this.removeRow(button));
    }
    for (const input of box.querySelectorAll("input[type=file]")) {
      input.addEventListener("change", () => this.upload(input));
    }
  }

  get revision() {
    return this.box.querySelector(`[name="rev.${this.code}"]`);
  }

  entries() {
    const names = [];
    for (const input of this.box.querySelectorAll("input, select, textarea")) {
      if (!input.name || input.type === "file" || input.name.startsWith("rev.")) continue;
      if (input.name.endsWith(".FILM")) continue; // attached by its button
      if ((input.type === "checkbox" || input.type === "radio") && !input.checked) continue;
      names.push([input.name, input.value]);
    }
    return names;
  }

  text() {
    return JSON.stringify(this.entries());
  }

  count() {
    const input = this.box.querySelector("[data-max-words], [data-max-characters]");
    const counter = this.box.querySelector("[data-counter]");
    if (!input || !counter) return;
    const { maxWords, maxCharacters } = input.dataset;
    const said = [];
    if (maxWords) {
      said.push(fillIn(this.filler.words.words, { count: countWords(input.value), limit: maxWords }));
    }
    if (maxCharacters) {
      const count = countCharacters(input.value);
      said.push(fillIn(this.filler.words.characters, { count, limit: maxCharacters }));
    }
    counter.textContent = said.join("; ");
    // Said politely, and only when the hand rests: a live region at every key is noise.
    clearTimeout(this.counting);
    this.counting = setTimeout(() => counter.setAttribute("aria-live", "polite"), PAUSE);
  }

  changed() {
    this.count();
    this.copy();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  copy() {
    if (this.text() === this.sent) return;
    this.filler.store.keep(this.code, {
      entries: this.entries(),
      revision: this.revision.value,
      at: new Date().toTimeString().slice(0, 8),
    });
  }

  async save() {
    clearTimeout(this.timer);
    const text = this.text();
    if (this.saving || text === this.sent || this.conflict) return;
    this.saving = true;
    this.filler.say(this.filler.words.saving);
    const body = new FormData();
    for (const [name, value] of JSON.parse(text)) body.append(name, value);
    body.append("field", this.code);
    body.append(`rev.${this.code}`, this.revision.value);
    let response;
    try {
      response = await this.filler.post(this.filler.form.dataset.save, body);
    } catch {
      this.saving = false;
      this.filler.say(this.filler.words.offline);
      this.timer = setTimeout(() => this.save(), RETRY);
      return;
    }
    this.saving = false;
    // A refusal in no JSON is that of the form's token: it changed with a login.
    const stale = { status: response.status === 403 ? "login" : "failed" };
    const said = await response.json().catch(() => stale);
    if (said.status === "saved") this.saved(said, text);
    else if (said.status === "conflict") this.showConflict(said);
    else if (said.status === "login") this.filler.askToLogIn();
    else {
      this.filler.say(`${said.text ?? ""} ${this.filler.words.closed}`);
      if (response.status >= 500) this.timer = setTimeout(() => this.save(), RETRY);
    }
  }

  saved(said, text) {
    this.sent = text;
    this.revision.value = said.revision;
    this.tell(said.problems);
    this.filler.say(fillIn(this.filler.words.saved, { time: said.at }));
    if (this.text() === text) {
      this.filler.store.drop(this.code);
      const official = this.box.dataset.kind === "RESULTS" || this.box.dataset.kind === "UNIT";
      if (said.reload) this.filler.reload();
      else if (official && !this.box.contains(document.activeElement)) this.refresh();
    } else this.save();
  }

  tell(problems) {
    const list = this.box.querySelector("[data-problems]");
    list.replaceChildren(
      ...problems.map((problem) => {
        const line = document.createElement("li");
        line.textContent = problem;
        return line;
      }),
    );
    this.box.classList.toggle("field-invalid", problems.length > 0);
    const input = this.box.querySelector(`[name="${this.code}"]`);
    if (problems.length) input?.setAttribute("aria-invalid", "true");
    else input?.removeAttribute("aria-invalid");
  }

  note(kind, text, quote, buttons) {
    this.box.querySelector("[data-note]")?.remove();
    const note = document.createElement("div");
    note.className = `alert alert-${kind}`;
    note.dataset.note = "";
    note.setAttribute("role", "alert");
    const title = document.createElement("p");
    title.textContent = text;
    note.append(title);
    if (quote !== null) {
      const block = document.createElement("blockquote");
      block.textContent = quote;
      block.className = "form-quote";
      note.append(block);
    }
    const row = document.createElement("p");
    for (const [label, act] of buttons) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = label;
      button.addEventListener("click", () => {
        note.remove();
        act();
      });
      row.append(button, " ");
    }
    note.append(row);
    this.box.prepend(note);
  }

  showConflict(said) {
    this.conflict = true;
    const words = this.filler.words;
    this.note("warning", fillIn(words.conflict, said), `${words.theirs}:\n${said.theirs}`, [
      [
        words.keepmine,
        () => {
          this.conflict = false;
          this.revision.value = said.revision;
          this.sent = null;
          this.save();
        },
      ],
      [
        words.taketheirs,
        () => {
          this.conflict = false;
          this.filler.store.drop(this.code);
          this.refresh();
        },
      ],
    ]);
  }

  offer(copy) {
    const words = this.filler.words;
    const quote = copy.entries.map(([, value]) => value).filter(Boolean).join("\n");
    this.note("info", fillIn(words.found, copy), quote, [
      [words.restore, () => this.bringBack(copy)],
      [words.discard, () => this.filler.store.drop(this.code)],
    ]);
  }

  bringBack(copy) {
    const byName = new Map();
    for (const [name, value] of copy.entries) {
      byName.set(name, [...(byName.get(name) ?? []), value]);
    }
    for (const input of this.box.querySelectorAll("input, select, textarea")) {
      if (!input.name || input.type === "hidden" || input.type === "file") continue;
      const values = byName.get(input.name) ?? [];
      if (input.type === "checkbox" || input.type === "radio") {
        input.checked = values.includes(input.value);
      } else if (!input.readOnly) input.value = values[0] ?? "";
    }
    this.revision.value = copy.revision;
    this.count();
    this.save();
  }

  async refresh() {
    const response = await fetch(this.box.dataset.part);
    if (response.ok) this.replace(await response.text());
  }

  replace(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const box = page.querySelector("[data-field]");
    if (!box) return;
    this.box.replaceWith(box);
    this.adopt(box);
  }

  removeRow(button) {
    const row = button.closest(".form-row");
    for (const input of row.querySelectorAll("input")) {
      input.readOnly = false;
      input.value = "";
    }
    row.remove();
    this.box.querySelector("input:not([type=hidden]), button")?.focus();
    this.changed();
    this.save();
  }

  async upload(input) {
    const failures = [];
    for (const file of [...input.files]) {
      this.filler.say(fillIn(this.filler.words.uploading, { name: file.name }));
      const body = new FormData();
      body.append("file", file);
      body.append("kind", input.dataset.kind);
      try {
        const response = await this.filler.post(this.box.dataset.upload, body);
        if (response.ok) {
          this.replace(await response.text());
          continue;
        }
        const said = await response.json();
        if (said.status === "login") this.filler.askToLogIn();
        else failures.push(said.text);
      } catch {
        failures.push(this.filler.words.offline);
      }
    }
    if (failures.length) this.tell(failures);
    this.filler.say(failures.join(" ") || fillIn(this.filler.words.saved, {
      time: new Date().toTimeString().slice(0, 8),
    }));
    if (!failures.length) input.value = "";
  }
}

class Filler {
  constructor(form) {
    this.form = form;
    this.words = form.querySelector("[data-texts]").dataset;
    this.status = form.querySelector("[data-saved]");
    this.store = new Store(form.dataset.person, form.dataset.sheet);
    this.fields = new Map();
    for (const box of form.querySelectorAll("[data-field]")) {
      const field = new Field(this, box);
      this.fields.set(field.code, field);
      const copy = this.store.read(field.code);
      if (copy && JSON.stringify(copy.entries) !== field.sent) field.offer(copy);
      else if (copy) this.store.drop(field.code);
    }
    form.addEventListener("input", (event) => this.of(event)?.changed());
    form.addEventListener("change", (event) => {
      if (event.target.type !== "file" && event.target.type !== "text") this.of(event)?.save();
    });
    form.addEventListener("focusout", (event) => this.of(event)?.save());
    form.addEventListener("submit", () => this.leaving());
    addEventListener("online", () => this.fields.forEach((field) => field.save()));
    addEventListener("pagehide", () => this.fields.forEach((field) => field.copy()));
    this.present();
    setInterval(() => this.present(), PRESENCE);
  }

  of(event) {
    const box = event.target.closest?.("[data-field]");
    return box && this.fields.get(box.dataset.field);
  }

  leaving() {
    // The plain form sends everything; copies stay until the next page compares them.
    this.fields.forEach((field) => {
      clearTimeout(field.timer);
      field.copy();
    });
  }

  reload() {
    if ([...this.fields.values()].every((field) => field.text() === field.sent)) {
      const code = document.activeElement?.closest("[data-field]")?.dataset.field;
      if (code) sessionStorage.setItem("miara:form:focus", code);
      location.reload();
    }
  }

  say(text) {
    this.status.textContent = text;
  }

  askToLogIn() {
    this.say(`${this.words.login} `);
    const link = document.createElement("a");
    link.href = this.form.dataset.login;
    link.textContent = this.words.loginlink;
    this.status.append(link);
  }

  post(address, body) {
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
    return fetch(address, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token, Accept: "application/json" },
    });
  }

  async present() {
    if (document.hidden) return;
    const body = new FormData();
    body.append("section", this.form.dataset.section);
    try {
      const response = await this.post(this.form.dataset.presence, body);
      const { people } = await response.json();
      const line = document.querySelector("[data-people]");
      const text = people ? `${line.dataset.label} ${people}` : "";
      if (line.textContent !== text) line.textContent = text;
    } catch {}
  }
}

for (const form of document.querySelectorAll("form[data-fill]")) {
  new Filler(form);
  try {
    const code = sessionStorage.getItem("miara:form:focus");
    sessionStorage.removeItem("miara:form:focus");
    if (code) {
      document.querySelector(`#field-${code} :is(input, select, textarea):not([type=hidden])`)?.focus();
    }
  } catch {}
}
