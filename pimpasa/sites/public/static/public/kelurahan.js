// Shows matching kelurahan while one types, and proposes those around the phone's position.
const form = document.querySelector("form[data-matches]");
const field = document.getElementById("id_q");
const list = document.getElementById("id_village");
const button = document.getElementById("position");
let waiting;
let asked = 0;

async function show(body) {
  const turn = ++asked;
  const answer = await fetch(form.dataset.matches, { method: "POST", body: new URLSearchParams(body) });
  if (answer.ok && turn === asked) {
    list.innerHTML = await answer.text();
  }
}

field.addEventListener("input", () => {
  clearTimeout(waiting);
  if (field.value.trim().length > 2) {
    waiting = setTimeout(() => show({ q: field.value }), 250);
  }
});

if ("geolocation" in navigator && window.isSecureContext) {
  button.hidden = false;
  document.getElementById("position-hint").hidden = false;
  button.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      (found) => show({ lat: found.coords.latitude, lon: found.coords.longitude }),
      () => field.focus(),
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
}
