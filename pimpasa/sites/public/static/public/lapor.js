// Without a network, what was typed stays in this page alone: in memory, in no storage of the browser. As soon as the
// server answers, the page sends its form as if the button had just been pressed. Sending twice changes nothing.
const AGAIN = 5000;
const PATIENCE = 8000;
const BETWEEN = 20000;
const THROW_AWAY = "/lapor/hapus/";
const notice = document.querySelector("[data-no-network]");
let waiting = null;
let isSilent = false;
let asked = 0;
let timer = 0;

async function isThere() {
  try {
    const how = { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
    isSilent = !(await fetch("/ada-jaringan/", how)).ok;
  } catch {
    isSilent = true;
  }
  return !isSilent;
}

// A phone may think that it has a network where nothing gets through: while somebody types, ask now and then.
// A file that was chosen finds out by being sent.
document.addEventListener("input", (event) => {
  if (event.target.type !== "file" && Date.now() - asked > BETWEEN) {
    asked = Date.now();
    isThere();
  }
});

document.addEventListener("submit", (event) => {
  // Some forms send by themselves later.
  if (event.defaultPrevented || isLeaving() || (navigator.onLine && !isSilent)) {
    return;
  }
  event.preventDefault();
  const form = event.target;
  const isThrownAway = new URL(form.action).pathname === THROW_AWAY;
  if (isThrownAway) {
    empty();
  }
  waiting = { form, button: event.submitter };
  say(isThrownAway ? "thrown" : "held");
  clearTimeout(timer);
  timer = setTimeout(tryAgain, AGAIN);
});

async function tryAgain() {
  clearTimeout(timer);
  if (navigator.onLine && (await isThere()) && waiting && !isLeaving()) {
    const { form, button } = waiting;
    waiting = null;
    notice.hidden = true;
    form.requestSubmit(button);
  } else if (waiting) {
    timer = setTimeout(tryAgain, AGAIN);
  }
}

window.addEventListener("online", () => waiting && tryAgain());

// A link would leave for a page that cannot come, and what was typed here would be gone.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (link && !event.defaultPrevented && link.origin === location.origin && !link.hash && !navigator.onLine) {
    event.preventDefault();
    say(waiting ? "held" : "link");
  }
});

// Who leaves in haste leaves nothing to be found by going back.
window.addEventListener("pagehide", () => isLeaving() && empty());

function isLeaving() {
  return document.body.classList.contains("govuk-exit-this-page-hide-content");
}

function say(what) {
  notice.hidden = false;
  for (const words of notice.querySelectorAll("[data-when]")) {
    words.hidden = words.dataset.when !== what;
  }
}

function empty() {
  waiting = null;
  for (const field of document.querySelectorAll("textarea, select, input:not([type=hidden])")) {
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = false;
    } else {
      field.value = "";
    }
  }
}
