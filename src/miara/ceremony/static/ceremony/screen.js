// The screen on the stage. It holds sealed steps; a key opens each, from the server or,
// after the release phrase, made here. What was revealed without the network waits in
// the storage of this browser and is reported when the network is back. Without this
// module the page is a form with one button.
import { base64, bytes, keyOfStep, openStep, proofOf, unlocked } from "./sealing.js";

const PAUSE = 500; // ms: a bouncing clicker presses once
const RETRY = 4000;
const PATIENCE = 8000;

const byId = (id) => document.getElementById(id);
const make = (name, className, words) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.textContent = words;
  return element;
};

class Screen {
  constructor(bundle) {
    this.bundle = bundle;
    this.stage = byId("stage");
    this.words = this.stage.dataset;
    this.form = byId("reveal");
    this.storage = `miara:ceremony:${bundle.uid}`;
    this.keys = bundle.keys.map(bytes);
    this.contents = [];
    this.revealed = bundle.isOpen ? bundle.revealed : 0;
    this.queue = [];
    this.proof = "";
    this.pressed = 0;
    this.isBusy = false;
    this.isSending = false;
  }

  async start() {
    this.recall();
    for (let number = 0; number < this.keys.length; number += 1) {
      if (!(await this.open(number))) break;
    }
    this.shown = this.revealed;
    this.listen();
    if (this.contents.length) this.draw(false);
    for (const id of ["forward", "back", "curtain", "full", "ask", "keys"]) byId(id).hidden = false;
    document.documentElement.dataset.ready = "true";
    this.report();
  }

  // What this browser revealed and the server does not know yet.
  recall() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(this.storage));
    } catch {} // storage may be forbidden: then only the server remembers
    if (!kept) return;
    this.queue = kept.queue.filter((number) => number > this.revealed);
    this.proof = kept.proof;
    if (kept.keys.length > this.keys.length) {
      this.keys = kept.keys.map(bytes);
      this.revealed = this.keys.length - 1;
    }
    this.keep();
  }

  keep() {
    try {
      if (!this.queue.length) localStorage.removeItem(this.storage);
      else {
        const kept = { queue: this.queue, proof: this.proof, keys: this.keys.map(base64) };
        localStorage.setItem(this.storage, JSON.stringify(kept));
      }
    } catch {}
  }

  async open(number) {
    try {
      this.contents[number] = await openStep(this.bundle, number, this.keys[number]);
      return true;
    } catch {
      this.revealed = Math.max(0, Math.min(this.revealed, number - 1));
      this.tell(this.words.broken);
      return false;
    }
  }

  async next() {
    if (this.isBusy || Date.now() - this.pressed < PAUSE) return;
    this.pressed = Date.now();
    this.curtain(false);
    if (this.shown < this.revealed) {
      this.shown += 1;
      this.draw(true);
    } else if (this.revealed >= this.bundle.count) {
      this.tell(this.words.end);
      this.report();
    } else {
      this.isBusy = true;
      await (this.master ? this.revealHere() : this.revealThere()).catch(() => this.tell(this.words.broken));
      this.isBusy = false;
      this.pressed = Date.now();
    }
  }

  back() {
    if (this.shown > 0) this.shown -= 1;
    this.draw(true);
  }

  async revealThere() {
    const number = this.revealed + 1;
    const answer = await this.send(number);
    if (!answer) return this.tell(this.words.offline);
    if (answer.error) return this.tell(answer.error);
    this.told(answer);
    // The curtain's key is known once the ceremony is open.
    if (!this.keys.length) return location.reload();
    this.keys[number] = bytes(answer.key);
    if (await this.open(number)) this.advance(number);
  }

  async revealHere() {
    const number = this.revealed + 1;
    this.keys[number] = await keyOfStep(this.master, this.bundle.uid, number);
    if (!(await this.open(number))) return;
    this.queue.push(number);
    this.advance(number);
    this.keep();
    this.report();
  }

  advance(number) {
    this.revealed = number;
    this.shown = number;
    this.draw(true);
  }

  // Report what was revealed here, in order, as long as the network carries it.
  async report() {
    if (this.isSending || !this.queue.length) return;
    this.isSending = true;
    clearTimeout(this.later);
    while (this.queue.length) {
      const answer = await this.send(this.queue[0]);
      if (!answer) {
        this.tell(this.words.waiting);
        this.later = setTimeout(() => this.report(), RETRY);
        break;
      }
      if (answer.error) {
        this.tell(answer.error);
        break;
      }
      this.queue.shift();
      this.keep();
      if (!this.queue.length) this.tell("");
      this.told(answer);
    }
    this.isSending = false;
  }

  told(answer) {
    if (answer.refusal) this.tell(answer.refusal);
    else if (answer.isPublic) this.tell(this.words.public);
    else this.tell("");
  }

  // The server's answer; null when there was none.
  async send(number) {
    const body = new FormData(this.form);
    body.set("number", number);
    if (this.proof) body.set("proof", this.proof);
    let answer;
    try {
      answer = await fetch(this.form.action, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      return null;
    }
    if (answer.status >= 502) return null;
    try {
      return await answer.json();
    } catch {
      return { error: this.words.login };
    }
  }

  async unlock(phrase) {
    this.master = await unlocked(this.bundle, phrase);
    this.proof = await proofOf(this.master, this.bundle.uid);
    for (let number = 0; number <= this.revealed; number += 1) {
      this.keys[number] ??= await keyOfStep(this.master, this.bundle.uid, number);
      if (!this.contents[number]) await this.open(number);
    }
    this.draw(false);
    this.tell(this.words.unlocked);
  }

  tell(words) {
    byId("told").replaceChildren(...(words ? [make("p", "", words)] : []));
  }

  word(texts) {
    return texts[this.bundle.language] || texts.pl;
  }

  place(heading) {
    return [heading.group, heading.domain].filter(Boolean).map((one) => this.word(one)).join(" · ");
  }

  draw(isNew) {
    const content = this.contents[this.shown];
    if (!content) return;
    const card = byId("card");
    const parts = [];
    if (content.heading) {
      const list = make("ul", content.rows.length > 3 ? "stage-rows is-long" : "stage-rows", "");
      for (const row of content.rows) {
        const item = make("li", "", "");
        if (row.special) item.append(make("span", "stage-special", this.word(row.special)));
        item.append(make("strong", "", row.unit), " ", make("span", "", row.entry));
        list.append(item);
      }
      const place = this.place(content.heading);
      if (place) parts.push(make("p", "stage-place", place));
      parts.push(make("h2", "stage-kind", this.word(content.heading.kind)), list);
    }
    card.classList.remove("is-new");
    card.replaceChildren(...parts);
    if (isNew) {
      void card.offsetWidth; // lets the movement start again
      card.classList.add("is-new");
    }
    const after = content.next;
    const names = after ? [this.place(after), this.word(after.kind)].filter(Boolean).join(", ") : "";
    byId("next").textContent = after ? `${this.words.coming} ${names}` : this.words.end;
    byId("progress").textContent = `${this.shown}/${this.bundle.count}`;
    byId("back").disabled = this.shown === 0;
  }

  curtain(isDown) {
    this.stage.classList.toggle("is-curtain", isDown);
    byId("curtain").setAttribute("aria-pressed", String(isDown));
  }

  toggleCurtain() {
    this.curtain(!this.stage.classList.contains("is-curtain"));
  }

  full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.next();
    });
    byId("back").addEventListener("click", () => this.back());
    byId("curtain").addEventListener("click", () => this.toggleCurtain());
    byId("full").addEventListener("click", () => this.full());
    document.addEventListener("keydown", (event) => this.key(event));
    addEventListener("online", () => this.report());
    this.listenToPhrase();
  }

  listenToPhrase() {
    const dialog = byId("phrase");
    const input = byId("phrase-input");
    byId("ask").addEventListener("click", () => dialog.showModal());
    byId("phrase-cancel").addEventListener("click", () => dialog.close());
    byId("phrase-form").addEventListener("submit", async (event) => {
      event.preventDefault();
      byId("phrase-check").disabled = true;
      try {
        await this.unlock(input.value);
        byId("phrase-error").textContent = "";
        input.value = "";
        dialog.close();
      } catch {
        byId("phrase-error").textContent = this.words.wrong;
        input.focus();
      }
      byId("phrase-check").disabled = false;
    });
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || byId("phrase").open) return;
    const isControl = event.target.closest?.("button, a, input");
    if (isControl && ["Enter", " "].includes(event.key)) return;
    const act = {
      ArrowRight: () => this.next(),
      ArrowDown: () => this.next(),
      PageDown: () => this.next(),
      Enter: () => this.next(),
      " ": () => this.next(),
      ArrowLeft: () => this.back(),
      ArrowUp: () => this.back(),
      PageUp: () => this.back(),
      Escape: () => this.toggleCurtain(),
      b: () => this.toggleCurtain(),
      ".": () => this.toggleCurtain(),
      f: () => this.full(),
      F: () => this.full(),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    if (!event.repeat) act();
  }
}

// Browsers open ciphertext on pages with https alone (and on this machine).
if (globalThis.crypto?.subtle) {
  new Screen(JSON.parse(byId("bundle").textContent)).start();
}
