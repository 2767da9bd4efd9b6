// Has the lines at the foot of a passport or card read by the office while they are typed: it fills empty fields and says
// which check digit does not fit; it refuses nothing. Without a network the lines are kept as typed, and read on arrival.
const PAUSE = 300;
const field = document.querySelector("[data-mrz]");
const note = document.querySelector("[data-mrz-said]");
const { form } = field;
const filled = new Map();
let timer = 0;
let turns = 0;

function fill(name, text) {
  const input = form.elements[name];
  if (input.value && input.value !== filled.get(name)) return; // what was typed by hand stays
  filled.set(name, text);
  input.value = text;
}

async function askOffice() {
  const body = new FormData();
  body.append("mrz", field.value);
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(field.dataset.mrz, { method: "POST", body, redirect: "error" });
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  return answer.json();
}

function show({ said, fields }) {
  for (const [name, text] of Object.entries(fields)) {
    fill(name, text);
  }
  note.textContent = said;
}

// An answer that more typing has overtaken is not shown.
async function read() {
  turns += 1;
  const turn = turns;
  const answer = await askOffice().catch(() => ({ said: field.dataset.mrzOffline, fields: {} }));
  if (turn === turns) show(answer);
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  turns += 1;
  note.textContent = "";
  if (field.value.trim()) timer = setTimeout(read, PAUSE);
});

form.addEventListener("cleared", () => {
  clearTimeout(timer);
  turns += 1;
  note.textContent = "";
  filled.clear();
});
