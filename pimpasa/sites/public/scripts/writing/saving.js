// Saves what is being typed to the server, sealed as the draft is; nothing is kept on the phone.
const PAUSE = 1200;
const THROW_AWAY = "/lapor/hapus/";
const form = document.querySelector("form[data-save]");
let timer = 0;
let isOver = false;

function typed() {
  const fields = new FormData(form);
  for (const input of form.querySelectorAll("input[type=file]")) {
    fields.delete(input.name);
  }
  return fields;
}

function stopTimer() {
  clearTimeout(timer);
  timer = 0;
}

function isLeaving() {
  return document.documentElement.classList.contains("app-leaving");
}

/** Save now; true where the server has it. Who leaves in haste, or throws the report away, has nothing saved. */
export async function saveNow() {
  stopTimer();
  if (isOver || isLeaving()) return false;
  try {
    return (await fetch(form.dataset.save, { method: "POST", body: typed() })).ok;
  } catch {
    return false;
  }
}

export function watchTyping() {
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    stopTimer();
    timer = setTimeout(saveNow, PAUSE);
  });
  // Any form: the button that throws the report away stands in one of its own.
  document.addEventListener("submit", (event) => {
    stopTimer();
    isOver = new URL(event.target.action).pathname === THROW_AWAY;
  });
  addEventListener("pagehide", () => {
    if (timer && !isOver && !isLeaving()) {
      navigator.sendBeacon(form.dataset.save, typed());
    }
    stopTimer();
  });
}
