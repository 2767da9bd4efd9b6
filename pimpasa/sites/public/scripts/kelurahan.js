// Shows matching kelurahan while one types, and proposes those around the phone's position.
import { watchTyping } from "./writing/saving.js";

const SHORTEST = 3;
const PAUSE = 250;
const form = document.querySelector("form[data-matches]");
const field = document.querySelector("#id_q");
const list = document.querySelector("#id_village");
const button = document.querySelector("#position");
let timer = 0;
let turns = 0;

// An answer that a later question has overtaken is not shown.
async function show(query) {
  turns += 1;
  const turn = turns;
  const answer = await fetch(form.dataset.matches, { method: "POST", body: new URLSearchParams(query) });
  if (answer.ok && turn === turns) {
    list.innerHTML = await answer.text();
  }
}

// Words that were typed before are no longer what is asked for.
function showNearest() {
  field.value = "";
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => show({ lat: coords.latitude, lon: coords.longitude }),
    () => field.focus(),
    { enableHighAccuracy: true, timeout: 15_000 },
  );
}

watchTyping();

// A choice is void as soon as the words change.
function forgetChoice() {
  for (const choice of list.querySelectorAll("[name=village]:checked")) {
    choice.checked = false;
  }
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  forgetChoice();
  if (field.value.trim().length >= SHORTEST) {
    timer = setTimeout(() => show({ q: field.value }), PAUSE);
  }
});

if ("geolocation" in navigator && globalThis.isSecureContext) {
  button.hidden = false;
  document.querySelector("#position-hint").hidden = false;
  button.addEventListener("click", showNearest);
}
