// A visit or an operation goes on without a network: each entry is sealed, kept in the browser's storage, and sent when it can be.
// The key comes with the page and stays in memory: a phone that is found later, or taken, opens nothing.
// Each entry has an id of its own, so that sending it again after a lost answer adds nothing.
const page = document.querySelector("[data-logbook]");
const { logbook: visit, enter, draftKey, words } = page.dataset;
const say = JSON.parse(words);
const list = page.querySelector("[data-waiting]");
const status = page.querySelector("[data-status]");
const AGAIN = 15_000;
// What belongs to the page's form, not to what was written down; and what the phone alone keeps.
const FORM = ["csrfmiddlewaretoken", "whole", "id", "kind", "evidence"];
const PHONE = ["photoName", "photoType", "label"];
const DATABASE = "pimpasa-visits";

const sealing = (async () => {
  const bytes = Uint8Array.from(draftKey.match(/../g), (pair) => parseInt(pair, 16));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
})();

const bound = (id, part) => new TextEncoder().encode(`${visit}/${id}/${part}`);

async function seal(id, part, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(id, part) }, await sealing, bytes);
  return { iv, sealed };
}

async function open(id, part, { iv, sealed }) {
  return crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bound(id, part) }, await sealing, sealed);
}

const storage = new Promise((resolve, reject) => {
  const asked = indexedDB.open(DATABASE, 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("entries", { keyPath: "id" });
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

async function inStorage(mode, act) {
  const database = await storage;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("entries", mode);
    const asked = act(transaction.objectStore("entries"));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

const waiting = async () => (await inStorage("readonly", (store) => store.getAll()))
  .filter((row) => row.visit === visit).sort((one, other) => one.order - other.order);

async function keep(entry, photo) {
  const row = {
    id: entry.id, visit, order: Date.now(),
    facts: await seal(entry.id, "facts", new TextEncoder().encode(JSON.stringify(entry))),
    photo: photo ? await seal(entry.id, "photo", await photo.arrayBuffer()) : null,
  };
  await inStorage("readwrite", (store) => store.put(row));
}

async function bodyOf(row) {
  const entry = JSON.parse(new TextDecoder().decode(await open(row.id, "facts", row.facts)));
  const body = new FormData();
  for (const [name, value] of Object.entries(entry)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (!PHONE.includes(name)) body.append(name, one);
    }
  }
  if (row.photo) {
    const file = new File([await open(row.id, "photo", row.photo)], entry.photoName, { type: entry.photoType });
    body.append("evidence", file);
  }
  body.append("csrfmiddlewaretoken", page.querySelector("[name=csrfmiddlewaretoken]").value);
  body.append("whole", "1");
  return body;
}

let sending = false;
let again = false;

async function send() {
  again = sending;
  if (sending) return;
  sending = true;
  const tried = new Set();
  const next = async () => (await waiting()).find((row) => !tried.has(row.id));
  let arrived = 0;
  try {
    // Asked anew each time: something may be written down while the one before is on its way.
    for (let row = await next(); row; row = await next()) {
      tried.add(row.id);
      const answer = await post(row);
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        await show(say.signIn);
        return;
      }
      if (answer.ok) {
        await inStorage("readwrite", (store) => store.delete(row.id));
        delete refused[row.id];
        arrived += 1;
      } else if (answer.status === 409) {
        refused[row.id] = (await answer.json()).refused;
      } else {
        throw new Error(String(answer.status));
      }
    }
    await show();
  } catch {
    await show(say.offline);
  } finally {
    sending = false;
    if (arrived) await showArrived();
    // The network came back while the try before was still failing.
    if (again) send();
  }
}

async function post(row) {
  return fetch(enter, { method: "POST", body: await bodyOf(row), headers: { Accept: "application/json" }, redirect: "manual" });
}

// What arrived is shown as the office has it, without losing what is half written in the forms below.
async function showArrived() {
  try {
    const answer = await fetch(location.pathname, { redirect: "error" });
    const told = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-fresh]")) {
      const fresh = told.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
      if (fresh) part.replaceWith(fresh);
    }
    if (!told.querySelector("[data-entry=signature]")) page.querySelector("[data-entry=signature]")?.remove();
  } catch {
    // The network went again in between. It is kept; the next look shows it.
  }
}

const refused = {};
const gist = (entry) => [entry.label, entry.text || entry.name || entry.number || entry.photoName].filter(Boolean).join(": ");

async function show(problem = "") {
  const rows = await waiting();
  const items = [];
  for (const row of rows) {
    const item = document.createElement("li");
    try {
      const entry = JSON.parse(new TextDecoder().decode(await open(row.id, "facts", row.facts)));
      item.textContent = `${gist(entry)} (${refused[row.id] || say.waits})`;
    } catch {
      item.textContent = say.unreadable;
    }
    if (refused[row.id]) {
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "app-link-button";
      drop.textContent = say.drop;
      drop.addEventListener("click", async () => {
        await inStorage("readwrite", (store) => store.delete(row.id));
        await show();
      });
      item.append(" ", drop);
    }
    items.push(item);
  }
  list.replaceChildren(...items);
  list.hidden = !items.length;
  status.textContent = told(problem, rows);
  status.dataset.state = rows.length ? "waiting" : "sent";
}

function told(problem, rows) {
  if (!rows.length) return say.sent;
  if (problem) return `${problem} ${say.kept.replace("{n}", rows.length)}`;
  return rows.every((row) => refused[row.id]) ? say.refused : say.sending;
}

const whereabouts = () => new Promise((resolve) => {
  const wanted = page.querySelector("[data-place]");
  if (!wanted?.checked || !navigator.geolocation) return resolve("");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => resolve(`${coords.latitude},${coords.longitude},${Math.round(coords.accuracy)}`),
    () => resolve(""),
    { enableHighAccuracy: true, timeout: 8000, maximumAge: 60_000 },
  );
});

const busy = new Set();

for (const form of page.querySelectorAll("form[data-entry]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy.has(form)) return; // a second tap, while the first still asks where we are
    busy.add(form);
    await writeDown(form);
    busy.delete(form);
  });
}

async function writeDown(form) {
  const given = new FormData(form);
  const photo = given.get("evidence");
  const entry = { id: crypto.randomUUID(), kind: form.dataset.entry, at: new Date().toISOString(), label: form.dataset.label };
  for (const name of new Set(given.keys())) {
    const all = given.getAll(name);
    if (!FORM.includes(name)) entry[name] = all.length > 1 ? all : all[0];
  }
  entry.place = await whereabouts();
  if (photo?.size) Object.assign(entry, { photoName: photo.name, photoType: photo.type });
  if (entry.kind === "photo" && !photo?.size) return;
  try {
    await keep(entry, photo?.size ? photo : null);
  } catch {
    form.submit(); // no storage, as in a private window: the form goes as it would without all this
    return;
  }
  form.reset();
  form.dispatchEvent(new Event("cleared"));
  await show();
  await send();
  if ("reload" in form.dataset && !(await waiting()).length) location.reload();
}

const board = page.querySelector("[data-sign]");
if (board) {
  const field = board.closest("form").querySelector("[name=strokes]");
  const pen = board.getContext("2d");
  let strokes = [];
  const at = (event) => {
    const box = board.getBoundingClientRect();
    return [
      Math.min(board.width, Math.max(0, Math.round(((event.clientX - box.left) / box.width) * board.width))),
      Math.min(board.height, Math.max(0, Math.round(((event.clientY - box.top) / box.height) * board.height))),
    ];
  };
  const draw = () => {
    pen.clearRect(0, 0, board.width, board.height);
    pen.lineWidth = 6;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = getComputedStyle(board).color;
    for (const stroke of strokes) {
      pen.beginPath();
      stroke.forEach(([x, y], number) => (number ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      pen.stroke();
    }
    field.value = strokes.length ? JSON.stringify(strokes) : "";
  };
  let drawing = false;
  board.addEventListener("pointerdown", (event) => { event.preventDefault(); board.setPointerCapture(event.pointerId); drawing = true; strokes.push([at(event)]); draw(); });
  board.addEventListener("pointermove", (event) => { if (drawing) { strokes.at(-1).push(at(event)); draw(); } });
  for (const end of ["pointerup", "pointercancel"]) board.addEventListener(end, () => { drawing = false; });
  const clear = () => { strokes = []; draw(); };
  board.closest("form").addEventListener("cleared", clear);
  page.querySelector("[data-clear-sign]").addEventListener("click", clear);
}

addEventListener("online", send);
setInterval(async () => { if ((await waiting()).length) send(); }, AGAIN);
await show();
send();
