// Keeps public pages for reading without a network. What it may keep stands in PAGES; it keeps nothing that anybody
// typed, nothing of a report, nothing of an officer, and asks for what it keeps without cookies.
const VERSION = "pimpasa-{{ version }}";
const PAGES = new Set([{% for page in pages %}"{{ page|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}]);
const OFFLINE = "{{ offline|escapejs }}";
const QUIZ = "{{ quiz|escapejs }}";
const QUIZZES = {{ quizzes }};
const REPORT = "/lapor/";
const PATIENCE = 5000;
const DAY = 24 * 60 * 60 * 1000;
const PARTS = /(?:src|href)="(\/static\/[^"]+)"/g;
const IMPORTS = /from\s*"(\.\/[^"]+)"/g;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data?.keep) {
    event.waitUntil(keepAll(event.data.keep));
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) {
    return;
  }
  if (url.pathname.startsWith("/static/")) {
    event.respondWith(kept(request.url).then((found) => found ?? fetch(request)));
  } else if (request.mode === "navigate" && PAGES.has(url.pathname)) {
    event.respondWith(read(request, url));
  } else if (request.mode === "navigate" && url.pathname.startsWith(REPORT)) {
    event.respondWith(fetch(request).catch(() => kept(OFFLINE).then((found) => found ?? Response.error())));
  }
});

const kept = (address) => caches.match(address, { ignoreVary: true });

// The network first; what is kept where it is silent for long.
async function read(request, url) {
  const network = fetch(request);
  const found = await kept(named(url));
  if (!found) {
    return network.catch(() => instead(url));
  }
  network.catch(() => {});
  return Promise.race([network.catch(() => found), new Promise((tell) => setTimeout(() => tell(found), PATIENCE))]);
}

// Of an address only the page, and of the quiz its number.
function named(url) {
  const number = url.searchParams.get("soal");
  return url.pathname === QUIZ && number !== null ? `${QUIZ}?soal=${number}` : url.pathname;
}

// A quiz that is not kept becomes one that is; any other page, the one that says that there is no network.
async function instead(url) {
  const number = Number(url.searchParams.get("soal"));
  for (let next = 0; url.pathname === QUIZ && number && next < QUIZZES; next += 1) {
    const other = `${QUIZ}?soal=${1 + ((number + next) % QUIZZES)}`;
    if (other !== named(url) && (await kept(other))) {
      return Response.redirect(other);
    }
  }
  return (await kept(OFFLINE)) ?? Response.error();
}

// One language at a time, anew each day and with each version.
async function keepAll(language) {
  const name = `${VERSION}-${language}`;
  const cache = await caches.open(name);
  const last = await cache.match("/app-kept");
  if (last && Date.now() - Number(await last.text()) < DAY) {
    return;
  }
  const pages = [...PAGES, ...Array.from({ length: QUIZZES }, (_, number) => `${QUIZ}?soal=${number + 1}`)];
  let isWhole = true;
  for (const page of pages) {
    await keep(cache, page, language).catch(() => { isWhole = false; });
  }
  // What broke off halfway is tried again with the next page that is opened.
  if (isWhole) {
    await cache.put("/app-kept", new Response(String(Date.now())));
    for (const other of await caches.keys()) {
      if (other.startsWith("pimpasa-") && other !== name) {
        await caches.delete(other);
      }
    }
  }
}

async function keep(cache, page, language) {
  const asked = new URL(page, self.location.origin);
  asked.searchParams.set("bahasa", language);
  const answer = await fetch(asked, { credentials: "omit", cache: "no-store" });
  const text = await answer.clone().text();
  // A page with a form's token is somebody's own.
  if (answer.ok && !answer.redirected && !text.includes("csrfmiddlewaretoken")) {
    await cache.put(page, answer);
    await keepParts(cache, text);
  }
}

async function keepParts(cache, text) {
  for (const [, part] of text.matchAll(PARTS)) {
    if (!(await cache.match(part))) {
      const answer = await fetch(part, { credentials: "omit" });
      if (answer.ok) {
        await cache.put(part, answer.clone());
        await keepImports(cache, part, answer);
      }
    }
  }
}

async function keepImports(cache, part, answer) {
  if (part.endsWith(".js")) {
    for (const [, name] of (await answer.text()).matchAll(IMPORTS)) {
      const other = new URL(name, new URL(part, self.location.origin)).pathname;
      if (!(await cache.match(other))) {
        await cache.add(other);
      }
    }
  }
}
