// The door on a telephone. The list of digests of codes is kept on the device, so a code
// is answered without a network; marks wait in the device and are sent when it is back.
// Without this module the page is a plain form.
const RETRY = 15000;
const AT_ONCE = 200; // marks in one sending
const SAME = 4000; // ms in which the camera does not read one code twice

const box = document.getElementById("door");
const event = box.dataset.event;
const keys = { list: `miara:door:${event}:list`, marks: `miara:door:${event}:marks` };
const answer = document.getElementById("door-answer");
const late = document.getElementById("door-late");
const form = document.getElementById("door-form");
const input = form.querySelector("[name=code]");
const texts = Object.fromEntries(
  [...box.querySelectorAll("template[data-answer]")].map((item) => [item.dataset.answer, item.innerHTML.trim()]),
);

const recall = (key, otherwise) => {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
};
const remember = (key, value) => {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {} // storage may be full or forbidden: the page then works with a network
};

let codes = recall(keys.list, null);
let marks = recall(keys.marks, []);
let sending = false;

const show = (kind, text) => {
  answer.className = `door-answer door-${kind.toLowerCase()}`;
  answer.textContent = text;
};
const count = () => {
  document.getElementById("door-count").textContent = marks.length;
  document.getElementById("door-waiting").hidden = marks.length === 0;
};
const digestOf = async (code) => {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${event}:${code}`));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

const fetchCodes = async () => {
  try {
    const got = await fetch(box.dataset.codes, { headers: { Accept: "application/json" } });
    if (!got.ok || got.redirected) return;
    codes = (await got.json()).codes;
    remember(keys.list, codes);
  } catch {} // no network: the list of before serves on
};

const tellLate = (row) => {
  if (row.answer === "IN") return;
  const item = document.createElement("li");
  item.textContent = row.text;
  late.prepend(item);
  late.hidden = false;
};

// The last mark is the one that somebody waits for; older ones are told below.
const send = async (awaited = null) => {
  if (sending || marks.length === 0) return;
  sending = true;
  const batch = marks.slice(0, AT_ONCE);
  try {
    const got = await fetch(box.dataset.marks, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value,
      },
      body: JSON.stringify({ marks: batch }),
    });
    if (!got.ok || got.redirected) {
      show("UNKNOWN", texts.REFUSED);
      return;
    }
    const { answers } = await got.json();
    const told = new Set(answers.map((row) => row.uid));
    marks = marks.filter((row) => !told.has(row.uid));
    remember(keys.marks, marks);
    for (const row of answers) {
      if (row.uid === awaited) show(row.answer, row.text);
      else tellLate(row);
    }
  } catch {
    // No network: they are sent again later.
  } finally {
    sending = false;
    count();
  }
};

const see = async (typed) => {
  const code = typed.replace(/[\s-]/g, "").toUpperCase();
  const digest = await digestOf(code);
  const known = codes ? digest in codes : null;
  if (known === false && !navigator.onLine) {
    show("UNKNOWN", texts.UNKNOWN);
    return;
  }
  const mark = { uid: crypto.randomUUID(), digest, at: new Date().toISOString() };
  if (known) {
    show(codes[digest] ? "DOUBLE" : "IN", codes[digest] ? texts.DOUBLE : texts.IN);
    codes[digest] = true;
    remember(keys.list, codes);
  } else {
    show("OFFLINE", texts.OFFLINE);
  }
  marks.push(mark);
  remember(keys.marks, marks);
  count();
  await send(mark.uid);
};

form.addEventListener("submit", (happened) => {
  if (!input.value.trim() || !globalThis.crypto?.subtle) return;
  happened.preventDefault();
  see(input.value);
  input.value = "";
  input.focus();
});

const camera = document.getElementById("door-camera");
const video = document.getElementById("door-video");
const read = async (detector, last = { code: "", at: 0 }) => {
  if (video.hidden) return;
  try {
    const [found] = await detector.detect(video);
    const isNew = found && (found.rawValue !== last.code || Date.now() - last.at > SAME);
    if (isNew) {
      last = { code: found.rawValue, at: Date.now() };
      await see(found.rawValue);
    }
  } catch {} // a frame that cannot be read: the next one may
  setTimeout(() => read(detector, last), 200);
};
if ("BarcodeDetector" in globalThis && navigator.mediaDevices?.getUserMedia && globalThis.crypto?.subtle) {
  camera.hidden = false;
  camera.addEventListener("click", async () => {
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.hidden = false;
      await video.play();
      read(new BarcodeDetector({ formats: ["qr_code"] }));
    } catch {
      camera.hidden = true; // no camera, or not allowed: codes are typed
    }
  });
}

count();
fetchCodes();
send();
setInterval(() => {
  send();
}, RETRY);
setInterval(fetchCodes, 4 * RETRY);
addEventListener("online", () => send());
