// Takes along what an officer needs today: pages and looks of files, fetched one after another and sealed on the phone.
import { keepCarried } from "./phone/carried.js";
import { dropEverything } from "./phone/database.js";
import { erase } from "./phone/leaving.js";
import { lockOf, lockUp, noteBeside } from "./phone/lock.js";
import { canHavePasskey, makePasskey } from "./phone/passkey.js";

const MEGABYTE = 1024 * 1024;
const PICTURES = "main img[src^='/petugas/']";
const box = document.querySelector("[data-carrying]");
const words = JSON.parse(box.dataset.words);
const form = box.querySelector("form");
const line = box.querySelector("[data-carried]");
const problem = box.querySelector("[data-problem]");
const offer = box.querySelector("[data-passkey]");
const putDown = box.querySelector("[data-put-down]");

function fill(sentence, facts) {
  return Object.entries(facts).reduce((text, [name, value]) => text.replace(`{${name}}`, value), sentence);
}

async function showCarried() {
  const lock = await lockOf();
  putDown.hidden = !lock;
  if (!lock) {
    line.textContent = words.nothing;
    return;
  }
  const at = new Date(lock.filledAt ?? lock.at).toLocaleString(document.documentElement.lang, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  const size = ((lock.size ?? 0) / MEGABYTE).toFixed(1);
  line.textContent = fill(lock.isWhole ? words.carried : words.partly, {
    at,
    n: lock.pages ?? 0,
    size,
    budget: lock.budget,
  });
}

async function begin() {
  const body = new FormData(form);
  const answer = await fetch(location.pathname, { method: "POST", body, headers: { accept: "application/json" } });
  const facts = await answer.json();
  if (!answer.ok) throw new Error(facts.refused);
  return facts;
}

// The words of a page, said to be a copy; and which looks of files are on it.
async function takePage(key, address, order) {
  const answer = await fetch(address, { redirect: "error" });
  if (!answer.ok) return { size: 0, pictures: [] };
  const text = await answer.text();
  const page = new DOMParser().parseFromString(text, "text/html");
  const html = text.replace("<html ", `<html data-copied="${new Date().toISOString()}" `);
  const bytes = new TextEncoder().encode(html);
  await keepCarried(key, { address, type: "text/html; charset=utf-8", title: page.title, bytes, order });
  const pictures = [...page.querySelectorAll(PICTURES)].map((picture) => picture.getAttribute("src"));
  return { size: bytes.length, pictures };
}

async function takePicture(key, address, room) {
  const answer = await fetch(address, { redirect: "error" });
  const bytes = answer.ok ? await answer.arrayBuffer() : new ArrayBuffer(0);
  if (bytes.byteLength === 0 || bytes.byteLength > room) return 0;
  await keepCarried(key, { address, type: answer.headers.get("content-type"), bytes });
  return bytes.byteLength;
}

async function takePages(key, pages) {
  let size = 0;
  const pictures = new Set();
  for (const [number, address] of pages.entries()) {
    line.textContent = fill(words.taking, { n: number + 1, total: pages.length });
    const page = await takePage(key, address, number);
    size += page.size;
    for (const picture of page.pictures) pictures.add(picture);
  }
  return { size, pictures };
}

// Asked for before all else, while the tap still counts as the owner's.
async function chosenPasskey() {
  if (!form.elements.passkey.checked) return null;
  const passkey = await makePasskey(box.dataset.carrying).catch(() => null);
  if (!passkey) {
    problem.textContent = words.noPasskey;
    problem.hidden = false;
  }
  return passkey;
}

async function takeAlong({ phone, pages }, password, budget, passkey) {
  await dropEverything();
  const key = await lockUp(password, phone, passkey);
  const filledAt = Date.now();
  await noteBeside({ filledAt, budget, pages: pages.length });
  const { size, pictures } = await takePages(key, pages);
  let room = budget * MEGABYTE;
  for (const picture of pictures) {
    room -= await takePicture(key, picture, room);
  }
  await noteBeside({ size: size + budget * MEGABYTE - room, isWhole: true });
}

async function submit(event) {
  event.preventDefault();
  const { passphrase, budget } = form.elements;
  problem.hidden = true;
  try {
    const passkey = await chosenPasskey();
    await takeAlong(await begin(), passphrase.value, Number(budget.value), passkey);
  } catch (error) {
    problem.textContent = error instanceof TypeError ? words.offline : error.message || words.offline;
    problem.hidden = false;
  }
  passphrase.value = "";
  await showCarried();
}

form.addEventListener("submit", submit);
putDown.addEventListener("click", async () => {
  await erase(location.pathname, form);
  await showCarried();
});
canHavePasskey()
  .then((can) => {
    offer.hidden = !can;
  })
  .catch(() => null); // an old browser
showCarried().catch(() => {
  line.textContent = words.nowhere; // a private window keeps nothing
  form.hidden = true;
});
