// Marks on a phone in a train. Each field is kept on this device at once and sent when
// the hand rests; what the server has not acknowledged stays here, is sent again when
// the network is back, and is put back when the page is opened anew. Without this
// module the page is a plain form with a button.
const PAUSE = 900; // ms after the last key
const RETRY = 5000;

const remember = (key, value) => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {} // storage may be full or forbidden: the page then works without a copy
};
const recall = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};

class Field {
  constructor(marks, box) {
    this.marks = marks;
    this.box = box;
    this.code = box.dataset.field;
    this.key = `miara:marks:${marks.form.dataset.key}:${this.code}`;
    this.acknowledged = this.text();
    box.addEventListener("input", () => this.changed());
    box.addEventListener("change", () => this.save());
  }

  inputs() {
    return [...this.box.querySelectorAll("input:not([type=hidden]), textarea, select")];
  }

  get revision() {
    return this.box.querySelector(`[name="rev.${this.code}"]`);
  }

  values() {
    return Object.fromEntries(this.inputs().map((input) => [input.name.split(".")[0], input.value]));
  }

  text() {
    return JSON.stringify(this.values());
  }

  get isPending() {
    return this.text() !== this.acknowledged;
  }

  // A draft of this device that the server never confirmed.
  bringBack() {
    const kept = recall(this.key);
    if (!kept) return false;
    for (const input of this.inputs()) {
      const value = kept.values[input.name.split(".")[0]];
      if (value !== undefined) input.value = value;
    }
    if (this.revision) this.revision.value = kept.revision;
    if (this.isPending) return true;
    remember(this.key, null);
    return false;
  }

  changed() {
    if (this.isPending) {
      remember(this.key, { values: this.values(), revision: this.revision?.value ?? "0" });
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async save() {
    clearTimeout(this.timer);
    while (this.sending) await this.sending;
    if (this.conflict || !this.isPending) return;
    // A number control with something else in it says it is empty: nothing to send yet.
    if (this.inputs().some((input) => input.validity?.badInput)) return;
    this.sending = this.send();
    await this.sending;
    this.sending = null;
  }

  async send() {
    const text = this.text();
    const body = new FormData();
    for (const [name, value] of Object.entries(this.values())) body.append(name, value);
    body.append("field", this.code);
    body.append("revision", this.revision?.value ?? "0");
    this.marks.say("saving");
    let response;
    try {
      response = await this.marks.post(body);
    } catch {
      this.marks.say("offline");
      this.timer = setTimeout(() => this.save(), RETRY);
      return;
    }
    // A refusal in no JSON is that of the form's token: it changed with a login.
    const stale = { status: response.status === 403 ? "login" : "failed" };
    const said = await response.json().catch(() => stale);
    if (said.status === "saved") this.saved(said, text);
    else if (said.status === "conflict") this.showConflict(said);
    else if (said.status === "login") this.marks.say("login");
    else if (said.status === "refused") this.tell([said.text]);
    else if (said.status === "closed") this.marks.tell(said.text);
    else {
      this.marks.say("offline");
      this.timer = setTimeout(() => this.save(), RETRY);
    }
  }

  saved(said, text) {
    this.acknowledged = text;
    if (this.revision) this.revision.value = said.revision;
    this.tell([]);
    if (this.isPending) {
      this.changed();
      return;
    }
    remember(this.key, null);
    if (!this.marks.pending().length) this.marks.say("saved", { time: said.at });
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
  }

  showConflict(said) {
    this.conflict = true;
    const words = this.marks.form.dataset;
    const note = document.createElement("div");
    note.className = "alert alert-warning";
    note.setAttribute("role", "alert");
    const title = document.createElement("p");
    title.textContent = words.conflict;
    const quote = document.createElement("blockquote");
    quote.textContent = [said.points, said.comment].filter(Boolean).join(" – ") || "–";
    const row = document.createElement("p");
    const button = (label, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "button";
      made.textContent = label;
      made.addEventListener("click", () => {
        note.remove();
        this.conflict = false;
        this.revision.value = said.revision;
        act();
      });
      row.append(made, " ");
    };
    button(words.mine, () => {
      this.acknowledged = null;
      this.changed();
      this.save();
    });
    button(words.theirs, () => {
      for (const input of this.inputs()) input.value = said[input.name.split(".")[0]] ?? "";
      this.acknowledged = this.text();
      remember(this.key, null);
    });
    note.append(title, quote, row);
    this.box.prepend(note);
  }
}

class Marks {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-status]");
    this.fields = [...form.querySelectorAll("[data-field]")].map((box) => new Field(this, box));
    if (this.fields.filter((field) => field.bringBack()).length) {
      this.say("found");
      this.flush();
    }
    window.addEventListener("online", () => this.flush());
    window.addEventListener("offline", () => this.say("offline"));
    window.addEventListener("beforeunload", (event) => {
      if (this.pending().length && !this.leaving) event.preventDefault();
    });
    form.addEventListener("submit", (event) => this.submit(event));
  }

  pending() {
    return this.fields.filter((field) => field.isPending);
  }

  async flush() {
    for (const field of this.pending()) await field.save();
  }

  // The form sends everything itself; what waits here is sent first, so that a lost
  // network never looks like marks handed in.
  async submit(event) {
    if (this.leaving || !this.pending().length) {
      this.leaving = true;
      return;
    }
    const button = event.submitter;
    event.preventDefault();
    await this.flush();
    if (this.pending().length) {
      if (!this.fields.some((field) => field.box.matches(".field-invalid"))) this.say("wait");
      this.pending()[0].inputs()[0].focus();
      return;
    }
    this.leaving = true;
    this.form.requestSubmit(button);
  }

  post(body) {
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
    const send = () =>
      fetch(this.form.dataset.save, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": token },
        credentials: "same-origin",
      });
    // One at a time: a slow network does not get six at once.
    this.last = (this.last ?? Promise.resolve()).then(send, send);
    return this.last;
  }

  say(word, values = {}) {
    this.tell(this.form.dataset[word].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole));
  }

  tell(text) {
    this.status.textContent = text;
  }
}

for (const form of document.querySelectorAll("form[data-marks]")) new Marks(form);
