// Without a network: what was taken along opens with the password; the page that was asked for, once there is a network.
import { carriedPages } from "./phone/carried.js";
import { dropWhatIsOver } from "./phone/leaving.js";
import { lockOf, unlock, unlockByPasskey } from "./phone/lock.js";
import { holdKey, keepOpen, phoneKey } from "./phone/memory.js";

const AGAIN = 5000;
const form = document.querySelector("[data-unlock]");
const list = document.querySelector("[data-pages]");
const problem = form.querySelector("[data-problem]");
const finger = form.querySelector("[data-passkey]");
const box = document.querySelector("[data-locked-out]");

function itemOf({ address, title }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = address;
  link.textContent = title;
  item.append(link);
  return item;
}

async function showPages(key) {
  const pages = await carriedPages(key);
  list.replaceChildren(...pages.map(itemOf));
  document.querySelector("[data-taken]").hidden = false;
  form.hidden = true;
  box.hidden = true;
}

async function openWith(unlocking, sentence) {
  problem.hidden = true;
  try {
    keepOpen(await unlocking);
    location.reload(); // the page that was asked for, where it was taken along
  } catch {
    problem.textContent = sentence;
    problem.hidden = false;
  }
}

async function submit(event) {
  event.preventDefault();
  const { passphrase } = form.elements;
  await openWith(unlock(passphrase.value), problem.dataset.problem);
  passphrase.value = "";
}

async function begin() {
  await dropWhatIsOver();
  const key = await phoneKey();
  if (key) return showPages(key);
  const lock = await lockOf();
  form.hidden = !lock;
  finger.hidden = !lock?.byPasskey;
  return null;
}

// A phone says that it is online before anything gets through.
async function look() {
  if (navigator.onLine === false) return;
  const answer = await fetch(box.dataset.lockedOut, { method: "HEAD", credentials: "omit" }).catch(() => null);
  if (answer?.ok) location.reload();
}

addEventListener("online", look);
setInterval(look, AGAIN);
form.addEventListener("submit", submit);
finger.addEventListener("click", () => openWith(unlockByPasskey(), finger.dataset.passkey));
holdKey(() => location.reload());
begin();
