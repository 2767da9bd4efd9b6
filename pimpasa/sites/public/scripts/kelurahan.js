// Shows matching kelurahan while one types, and proposes those around the phone's position.
import { sealWords } from "./sealing/words.js";
import { offerNumbers } from "./writing/chips.js";
import { watchTyping } from "./writing/saving.js";

const SHORTEST = 3;
const PAUSE = 250;
const form = document.querySelector("form[data-matches]");
const field = document.querySelector("#id_q");
const list = document.querySelector("#villages");
const cards = document.querySelector("#near");
const button = document.querySelector("#position");
const refused = document.querySelector("#position-refused");
let timer = 0;
let turns = 0;
let position = {};
let asked = {};

// An answer that a later question has overtaken is not shown.
async function show(query, more = "") {
  turns += 1;
  const turn = turns;
  asked = query;
  const near = { dekat: form.elements.dekat.value, ...position };
  const body = new URLSearchParams({ ...near, ...query, lagi: more });
  const answer = await fetch(form.dataset.matches, { method: "POST", body });
  if (answer.ok && turn === turns) {
    const place = "q" in query ? list : cards;
    list.innerHTML = "";
    place.innerHTML = await answer.text();
  }
}

function chosen() {
  const choice = form.querySelector("[name=village]:checked");
  return choice ? choice.value : "";
}

// Words that were typed before are no longer what is asked for.
function showNearest() {
  refused.hidden = true;
  field.value = "";
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      position = { lat: coords.latitude, lon: coords.longitude, akurasi: coords.accuracy };
      show({ village: chosen() });
    },
    () => {
      refused.hidden = false;
      field.focus();
    },
    { enableHighAccuracy: true, timeout: 15_000 },
  );
}

sealWords(form);
watchTyping();
offerNumbers();

// A choice is void as soon as the words change.
function forgetChoice() {
  for (const choice of form.querySelectorAll("[name=village]:checked")) {
    choice.checked = false;
  }
}

function searchSoon() {
  clearTimeout(timer);
  if (field.value.trim().length >= SHORTEST) {
    timer = setTimeout(() => show({ q: field.value }), PAUSE);
  }
}

field.addEventListener("input", () => {
  forgetChoice();
  searchSoon();
});

// Who typed before this script was there, on a slow phone, waits for no other letter.
if (field.value !== field.defaultValue && !chosen()) searchSoon();

form.addEventListener("click", async (event) => {
  const more = event.target.closest("[data-more]");
  if (!more) {
    return;
  }
  event.preventDefault();
  const place = more.closest("#villages, #near");
  const before = place.querySelectorAll("[name=village]").length;
  await show("village" in asked ? { village: chosen() } : { q: field.value }, more.value);
  const first = place.querySelectorAll("[name=village]")[before];
  if (first) {
    first.focus();
  }
});

if ("geolocation" in navigator && globalThis.isSecureContext) {
  button.hidden = false;
  document.querySelector("#position-hint").hidden = false;
  button.addEventListener("click", showNearest);
}
