// Without a network, what was typed stays in this page alone: in memory, in no storage of the browser. As soon as the
// server answers, the page sends its form as if the button had just been pressed. Sending twice changes nothing.
import { forgetKey } from "./sealing/phone_key.js";
import { askFor, press, submitterOf } from "./writing/forms.js";

const AGAIN = 5000;
const PATIENCE = 8000;
const BETWEEN = 20_000;
const THROW_AWAY = "/lapor/hapus/";
const ENDINGS = new Set([THROW_AWAY, "/lapor/disimpan/"]);
let held = null;
let isSilent = false;
let lastLook = 0;
let timer = 0;

async function isReachable() {
  try {
    isSilent = !(await askFor("/ada-jaringan/", { method: "HEAD", cache: "no-store" }, PATIENCE)).ok;
  } catch {
    isSilent = true;
  }
  return !isSilent;
}

function isLeaving() {
  return document.documentElement.classList.contains("app-leaving");
}

// The notice stands at the button that was pressed, or at the first one for who followed a link.
function noticeOf(form) {
  return form?.querySelector("[data-no-network]") ?? document.querySelector("[data-no-network]");
}

function tell(state, form) {
  const notice = noticeOf(form);
  if (!notice) return;
  notice.hidden = false;
  for (const sentence of notice.querySelectorAll("[data-when]")) {
    sentence.hidden = sentence.dataset.when !== state;
  }
}

function emptyFields() {
  held = null;
  for (const field of document.querySelectorAll("textarea, select, input:not([type=hidden])")) {
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = false;
    } else {
      field.value = "";
    }
  }
}

function hold(form, button) {
  const isThrownAway = new URL(form.action).pathname === THROW_AWAY;
  if (isThrownAway) {
    emptyFields();
  }
  held = { form, button };
  tell(isThrownAway ? "thrown" : "held", form);
  clearTimeout(timer);
  timer = setTimeout(tryAgain, AGAIN);
}

function sendHeld() {
  const { form, button } = held;
  held = null;
  for (const notice of document.querySelectorAll("[data-no-network]")) {
    notice.hidden = true;
  }
  press(form, button);
}

async function tryAgain() {
  clearTimeout(timer);
  if (navigator.onLine && (await isReachable()) && held && !isLeaving()) {
    sendHeld();
  } else if (held) {
    timer = setTimeout(tryAgain, AGAIN);
  }
}

// A phone may think that it has a network where nothing gets through: while somebody types, ask now and then.
// A file that was chosen finds out by being sent.
document.addEventListener("input", (event) => {
  if (event.target.type !== "file" && Date.now() - lastLook > BETWEEN) {
    lastLook = Date.now();
    isReachable();
  }
});

document.addEventListener("submit", (event) => {
  // Some forms send by themselves later.
  if (event.defaultPrevented || isLeaving() || (navigator.onLine && !isSilent)) return;
  event.preventDefault();
  hold(event.target, submitterOf(event));
});

// Who throws it away, or has the code, needs this phone's key no more.
document.addEventListener("submit", (event) => {
  if (ENDINGS.has(new URL(event.target.action).pathname)) {
    forgetKey();
  }
});

addEventListener("online", () => {
  if (held) {
    tryAgain();
  }
});

// A link would leave for a page that cannot come, and what was typed here would be gone.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (link && !event.defaultPrevented && link.origin === location.origin && !link.hash && !navigator.onLine) {
    event.preventDefault();
    tell(held ? "held" : "link", link.closest("form"));
  }
});

// A page that a browser kept as it was shows what the next person must not see: it asks the server again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// Who leaves in haste leaves nothing to be found by going back.
addEventListener("pagehide", () => {
  if (isLeaving()) {
    emptyFields();
  }
});
