// Switches messages on for this browser: it asks for leave, gets an address from its push service, and hands it in.
import { sha256 } from "../../common/scripts/modules/digest.js";

const box = document.querySelector("[data-push]");
const form = box.querySelector("[data-on]");

function part(name) {
  return box.querySelector(`[data-${name}]`);
}

/** RFC 4648 section 5, without padding, as a push service and our form have keys. */
function base64url(bytes) {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replace(/\+/gu, "-").replace(/\//gu, "_").replace(/[=]/gu, "");
}

async function activated(registration) {
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  if (worker.state === "activated") return;
  await new Promise((resolve, reject) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error("the worker did not start"));
    });
  });
}

async function subscribe() {
  const registration = await navigator.serviceWorker.register(box.dataset.worker);
  await activated(registration);
  const earlier = await registration.pushManager.getSubscription();
  // One made under another key of the server would get nothing.
  if (earlier && base64url(earlier.options.applicationServerKey) !== box.dataset.push) await earlier.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: box.dataset.push });
}

async function handIn() {
  const subscription = await subscribe();
  form.elements.endpoint.value = subscription.endpoint;
  form.elements.key.value = base64url(subscription.getKey("p256dh"));
  form.elements.auth.value = base64url(subscription.getKey("auth"));
  form.submit();
}

async function switchOn() {
  part("denied").hidden = true;
  part("failed").hidden = true;
  if ((await Notification.requestPermission()) !== "granted") {
    part("denied").hidden = false;
    return;
  }
  try {
    await handIn();
  } catch {
    part("failed").hidden = false;
  }
}

// Which of the rows is this browser: it knows its own address, the page only its digest.
async function markThisBrowser() {
  const registration = await navigator.serviceWorker.getRegistration(box.dataset.worker);
  const subscription = await registration?.pushManager.getSubscription();
  if (!subscription) return;
  const mark = await sha256(new TextEncoder().encode(subscription.endpoint));
  const row = box.querySelector(`[data-mark="${mark}"]`);
  if (!row) return;
  row.querySelector("[data-here]").hidden = false;
  form.hidden = true;
  row.querySelector("form").addEventListener("submit", () => subscription.unsubscribe());
}

if ("serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis) {
  part("unsupported").hidden = true;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    switchOn();
  });
  markThisBrowser();
}
