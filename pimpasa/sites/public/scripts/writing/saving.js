// Saves what is being typed to the server, sealed as the draft is; nothing is kept on the phone.
const PAUSE = 1200;
const form = document.querySelector("form[data-save]");
let timer = 0;

function typed() {
  const fields = new FormData(form);
  for (const input of form.querySelectorAll("input[type=file]")) {
    fields.delete(input.name);
  }
  return fields;
}

/** Save now; true where the server has it. */
export async function saveNow() {
  clearTimeout(timer);
  try {
    return (await fetch(form.dataset.save, { method: "POST", body: typed() })).ok;
  } catch {
    return false;
  }
}

export function watchTyping() {
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    clearTimeout(timer);
    timer = setTimeout(saveNow, PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  addEventListener("pagehide", () => {
    if (timer && !document.documentElement.classList.contains("app-leaving")) {
      navigator.sendBeacon(form.dataset.save, typed());
    }
  });
}
