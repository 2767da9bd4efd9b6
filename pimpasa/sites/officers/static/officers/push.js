// Switches messages on for this browser: it asks for leave, gets an address from its push service, and hands it in.
const box = document.querySelector("[data-push]");
const form = box.querySelector("[data-on]");
const part = (name) => box.querySelector(`[data-${name}]`);
const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

async function active(registration) {
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  if (worker.state === "activated") return;
  await new Promise((resolve, reject) => worker.addEventListener("statechange", () => {
    if (worker.state === "activated") resolve();
    if (worker.state === "redundant") reject(new Error("the worker did not start"));
  }));
}

async function subscription() {
  const registration = await navigator.serviceWorker.register(box.dataset.worker);
  await active(registration);
  const before = await registration.pushManager.getSubscription();
  // One made under another key of the server would get nothing.
  if (before && base64(before.options.applicationServerKey) !== box.dataset.push) await before.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: box.dataset.push });
}

async function switchOn() {
  part("denied").hidden = part("failed").hidden = true;
  if (await Notification.requestPermission() !== "granted") {
    part("denied").hidden = false;
    return;
  }
  try {
    const made = await subscription();
    form.elements.endpoint.value = made.endpoint;
    form.elements.key.value = base64(made.getKey("p256dh"));
    form.elements.auth.value = base64(made.getKey("auth"));
    form.submit();
  } catch {
    part("failed").hidden = false;
  }
}

// Which of the rows is this browser: it knows its own address, the page only its digest.
async function here() {
  const registration = await navigator.serviceWorker.getRegistration(box.dataset.worker);
  const own = await registration?.pushManager.getSubscription();
  if (!own) return;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(own.endpoint));
  const mark = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const row = box.querySelector(`[data-mark="${mark}"]`);
  if (!row) return;
  row.querySelector("[data-here]").hidden = false;
  form.hidden = true;
  row.querySelector("form").addEventListener("submit", () => own.unsubscribe());
}

if ("serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
  part("unsupported").hidden = true;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    switchOn();
  });
  here();
}
