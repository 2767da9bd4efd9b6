// Shows what a push says, and pages without a network. It keeps the page that says so, which is everybody's, with its
// parts. Copies and what was taken along lie sealed; their keys are in the memory of open pages, and are asked for there.
import { hasCarried, readCarried } from "./phone/carried.js";
import { hasCopy, readCopy } from "./phone/copies.js";

const { version, shell, parts } = globalThis.kept;
// The residents' worker drops what begins as its own do.
const PREFIX = "petugas-";
const PATIENCE = 2000;
// Longer than a page needs to ask for the key that opened it.
const HOLD = 15_000;
const HEADERS = ["content-type", "content-security-policy", "permissions-policy", "cache-control", "referrer-policy"];
let held = null;

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
  if (event.data?.forget) held = null;
  if (event.data?.handOn) event.ports[0].postMessage(held);
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (parts.includes(pathname)) {
    event.respondWith(readPart(request));
  } else if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => readPage(event, pathname)));
  } else if (request.destination === "image") {
    event.respondWith(fetch(request).catch(() => readPicture(pathname)));
  }
});

async function readPart(request) {
  return (await caches.match(request.url, { ignoreVary: true })) ?? fetch(request);
}

async function readShell() {
  return (await caches.match(shell, { ignoreVary: true })) ?? Response.error();
}

// A copy of the page that is being left, or one that was taken along.
async function readPage(event, address) {
  const page = await readShell();
  const body = (await copyOf(address).catch(() => null)) ?? (await carriedOf(event, address).catch(() => null));
  if (!body) return page;
  const headers = HEADERS.map((name) => [name, page.headers.get(name)]).filter(([, value]) => value);
  return new Response(body, { headers });
}

async function copyOf(address) {
  if (!(await hasCopy(address))) return null;
  const windows = await windowsOpen();
  const page = windows.find(({ url }) => new URL(url).pathname === address);
  return page && readCopy(await askedOf(page, { open: address }), address);
}

/** Its key is held until the page that is opened has asked for it. */
async function carriedOf(event, address) {
  const key = await phoneKey();
  if (!key) return null;
  holdFor(event, key);
  return (await hasCarried(address)) ? (await readCarried(key, address)).bytes : null;
}

async function readPicture(address) {
  try {
    const { type, bytes } = await readCarried(await phoneKey(), address);
    return new Response(bytes, { headers: { "content-type": type } });
  } catch {
    return Response.error();
  }
}

function holdFor(event, key) {
  held = key;
  const forget = () => {
    held = null;
  };
  event.waitUntil(new Promise((resolve) => setTimeout(resolve, HOLD)).then(forget));
}

/** Nothing where no open page has it. */
async function phoneKey() {
  for (const page of await windowsOpen()) {
    const key = await askedOf(page, { unlock: true });
    if (key) return key;
  }
  return held;
}

async function windowsOpen() {
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
  return windows.filter(({ url }) => url.startsWith(registration.scope));
}

function askedOf(page, question) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(resolve, PATIENCE);
    page.postMessage(question, [port2]);
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
