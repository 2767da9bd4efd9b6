// The check of a job offer on the phone itself, for when there is no network: the same rules as on the server, as data
// in the page (education/offers/browser.py), and the same file of weights. What is typed leaves the phone only when
// somebody sends it.
import { Checker, checkAnswers } from "./offers/checking.js";
import { showError, showQuestions, showVerdict } from "./offers/showing.js";

const rules = JSON.parse(document.querySelector("#rules").textContent);
const words = document.querySelector("#words").dataset;
const section = document.querySelector("#here");
const button = document.querySelector("#check-here");
const { form } = button;
const weights = document.querySelector("#weights");
let loading = null;
let checker = null;

async function loadWeights() {
  try {
    const answer = await fetch(weights.href);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** Whether the weights are here; if not, the next call tries again. */
async function isLoaded() {
  const file = await loading;
  if (!file) loading = loadWeights();
  checker = checker ?? (file && new Checker(rules, file));
  return Boolean(checker);
}

function showChecked(checked, message) {
  showVerdict(section, words, checked, rules.strong);
  if (checked.level !== "ask") return;
  const advise = (answers) => showChecked(checker.answered(checker.check(message), answers), message);
  showQuestions(section, words, checker.toAsk(message), advise);
}

async function checkText() {
  const message = document.querySelector("#id_text").value;
  if (!message.trim()) {
    showError(section, words.empty);
    return;
  }
  if (await isLoaded()) {
    showChecked(checker.check(message), message);
  } else {
    showError(section, words.unreachable);
  }
}

function checkHere() {
  if (rules.questions) {
    const answers = Object.fromEntries(new FormData(form));
    showVerdict(section, words, checkAnswers(rules, answers), rules.strong);
  } else {
    checkText();
  }
}

// After the page itself, while there may still be a network.
if (weights) {
  addEventListener("load", () => {
    loading = loadWeights();
  });
}
button.hidden = false;
button.addEventListener("click", checkHere);
form.addEventListener("submit", (event) => {
  if (!navigator.onLine) {
    event.preventDefault();
    checkHere();
  }
});
