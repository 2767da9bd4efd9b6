// Keeps public pages for reading without a network. What it may keep stands in `pages`; it keeps nothing that anybody
// typed, nothing of a report, nothing of an officer, and asks for what it keeps without cookies.
const { version, pages, offline, quiz, quizzes } = globalThis.kept;
const PAGES = new Set(pages);
const REPORT = "/lapor/";
const PATIENCE = 5000;
const DAY = 24 * 60 * 60 * 1000;
const PREFIX = "pimpasa-";
const WHOLE = "/app-kept";
const PARTS = /(?:src|href)="(?<part>\/static\/[^"]+)"/gu;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("message", (event) => {
  if (event.data?.keep) {
    event.waitUntil(event.data.few ? keepFew(event.data.keep) : keepAll(event.data.keep));
  }
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) {
    event.respondWith(readPart(request));
  } else if (request.mode === "navigate" && PAGES.has(url.pathname)) {
    event.respondWith(readPage(request, url));
  } else if (request.mode === "navigate" && url.pathname.startsWith(REPORT)) {
    event.respondWith(fetch(request).catch(offlinePage));
  }
});

function match(address) {
  return caches.match(address, { ignoreVary: true });
}

async function readPart(request) {
  return (await match(request.url)) ?? fetch(request);
}

async function offlinePage() {
  return (await match(offline)) ?? Response.error();
}

// The network first; what is kept where it is silent for long.
async function readPage(request, url) {
  const network = fetch(request);
  const copy = await match(addressOf(url));
  if (!copy) {
    return network.catch(() => instead(url));
  }
  const patience = new Promise((resolve) => setTimeout(() => resolve(copy), PATIENCE));
  return Promise.race([network.catch(() => copy), patience]);
}

// Of an address only the page, and of the quiz its number.
function addressOf(url) {
  const number = url.searchParams.get("soal");
  return url.pathname === quiz && number !== null ? quizAddress(number) : url.pathname;
}

function quizAddress(number) {
  return `${quiz}?soal=${number}`;
}

// A quiz that is not kept becomes one that is; any other page, the one that says that there is no network.
async function instead(url) {
  const number = url.pathname === quiz ? Number(url.searchParams.get("soal")) : 0;
  for (let step = 0; number && step < quizzes; step += 1) {
    const address = quizAddress(1 + ((number + step) % quizzes));
    if (address !== addressOf(url) && (await match(address))) {
      return Response.redirect(address);
    }
  }
  return offlinePage();
}

// One language at a time, anew each day and with each version.
async function keepAll(language) {
  const name = `${PREFIX}${version}-${language}`;
  const cache = await caches.open(name);
  // What broke off halfway is tried again with the next page that is opened.
  if (!(await isFresh(cache)) && (await keepPages(cache, language))) {
    await cache.put(WHOLE, new Response(String(Date.now())));
    await dropOthers(name);
  }
}

// Only what is shown where there is no network; what was kept before stays.
async function keepFew(language) {
  const cache = await caches.open(`${PREFIX}${version}-${language}`);
  if (!(await cache.match(offline))) {
    await keepPage(cache, offline, language);
  }
}

async function isFresh(cache) {
  const stamp = await cache.match(WHOLE);
  return stamp !== undefined && Date.now() - Number(await stamp.text()) < DAY;
}

/** Whether all arrived. */
async function keepPages(cache, language) {
  let isWhole = true;
  for (const page of [...PAGES, ...Array.from({ length: quizzes }, (_, index) => quizAddress(index + 1))]) {
    try {
      await keepPage(cache, page, language);
    } catch {
      isWhole = false;
    }
  }
  return isWhole;
}

async function dropOthers(name) {
  for (const cacheName of await caches.keys()) {
    if (cacheName.startsWith(PREFIX) && cacheName !== name) {
      await caches.delete(cacheName);
    }
  }
}

async function keepPage(cache, page, language) {
  const address = new URL(page, location.origin);
  address.searchParams.set("bahasa", language);
  const answer = await fetch(address, { credentials: "omit", cache: "no-store" });
  const text = await answer.clone().text();
  // A page with a form's token is somebody's own.
  if (answer.ok && !answer.redirected && !text.includes("csrfmiddlewaretoken")) {
    await cache.put(page, answer);
    await keepParts(cache, text);
  }
}

async function keepParts(cache, text) {
  for (const { groups } of text.matchAll(PARTS)) {
    await keepPart(cache, groups.part);
  }
}

async function keepPart(cache, part) {
  if (await cache.match(part)) return;
  const answer = await fetch(part, { credentials: "omit" });
  if (answer.ok) {
    await cache.put(part, answer);
  }
}
