// Shows what a push says, and pages without a network. It keeps the page that says so, which is everybody's, with its
// parts. Copies of pages lie sealed; their key is in the memory of the page that is being left, and is asked for there.
import { hasCopy, readCopy } from "./phone/copies.js";

const { version, shell, parts } = globalThis.kept;
// The residents' worker drops what begins as its own do.
const PREFIX = "petugas-";
const PATIENCE = 2000;
const HEADERS = ["content-type", "content-security-policy", "permissions-policy", "cache-control", "referrer-policy"];

addEventListener("push", (event) => {
  const words = event.data ? event.data.text() : "";
  // The same words again take the place of the ones that are still shown.
  event.waitUntil(registration.showNotification("Pimpasa", { body: words, tag: words, renotify: words !== "" }));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clients.openWindow(registration.scope));
});

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => {
  if (event.data?.keep) event.waitUntil(keep(event.data.keep));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (parts.includes(pathname)) {
    event.respondWith(readPart(request));
  } else if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => readPage(pathname)));
  }
});

async function readPart(request) {
  return (await caches.match(request.url, { ignoreVary: true })) ?? fetch(request);
}

async function readPage(address) {
  const page = await readShell();
  try {
    const key = await keyOf(address);
    const headers = HEADERS.map((name) => [name, page.headers.get(name)]).filter(([, value]) => value);
    return new Response(await readCopy(key, address), { headers });
  } catch {
    return page;
  }
}

async function readShell() {
  return (await caches.match(shell, { ignoreVary: true })) ?? Response.error();
}

/** Rejects where no open page has it. */
async function keyOf(address) {
  if (!(await hasCopy(address))) throw new Error("no copy");
  for (const page of await clients.matchAll({ type: "window", includeUncontrolled: true })) {
    const key = await askedOf(page, address);
    if (key) return key;
  }
  throw new Error("no key");
}

/** Nothing where this page has none. */
function askedOf(page, address) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(resolve, PATIENCE);
    page.postMessage({ open: address }, [port2]);
  });
}

// One language at a time, anew with each version; asked for without cookies, as everybody gets it.
async function keep(language) {
  const name = `${PREFIX}${version}-${language}`;
  const cache = await caches.open(name);
  if (await cache.match(shell)) return;
  await cache.addAll(parts.map((part) => new Request(part, { credentials: "omit" })));
  const address = new URL(shell, location.origin);
  address.searchParams.set("bahasa", language);
  const answer = await fetch(address, { credentials: "omit", cache: "no-store" });
  if (answer.ok && !answer.redirected) {
    await cache.put(shell, answer);
    await dropOthers(name);
  }
}

async function dropOthers(name) {
  for (const cacheName of await caches.keys()) {
    if (cacheName.startsWith(PREFIX) && cacheName !== name) await caches.delete(cacheName);
  }
}
