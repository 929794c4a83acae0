// What our pages ask of htmx: the CSRF header, focus after a swap, words on failure.
const token = () =>
  document.querySelector("input[name=csrfmiddlewaretoken]")?.value ??
  document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

const safe = new Set(["get", "head", "options"]);

document.addEventListener("htmx:configRequest", (event) => {
  const value = token();
  if (!safe.has(event.detail.verb) && value) {
    event.detail.headers["X-CSRFToken"] = value;
  }
});

const focusMarked = (root) => {
  const place = root.matches?.("[data-focus]") ? root : root.querySelector?.("[data-focus]");
  place?.focus();
};

document.addEventListener("htmx:afterSettle", (event) => focusMarked(event.detail.elt));
focusMarked(document);

const say = (text) => {
  const region = document.getElementById("messages");
  if (!region || !text) return;
  const box = document.createElement("div");
  box.className = "alert alert-error";
  const line = document.createElement("p");
  line.textContent = text;
  box.append(line);
  region.replaceChildren(box);
};

// The sentences stand in the page, so that they are in its language.
document.addEventListener("htmx:responseError", () => say(document.body.dataset.failed));
document.addEventListener("htmx:sendError", () => say(document.body.dataset.offline));
