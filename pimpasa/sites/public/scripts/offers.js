// The check of a job offer on the phone itself, for when there is no network: the same rules as on the server, as data
// in the page (education/offers/browser.py). What is typed leaves the phone only when somebody sends it.
import { Checker, checkAnswers } from "./offers/checking.js";
import { showNothingTyped, showVerdict } from "./offers/showing.js";

const rules = JSON.parse(document.querySelector("#rules").textContent);
const words = document.querySelector("#words").dataset;
const section = document.querySelector("#here");
const button = document.querySelector("#check-here");
const { form } = button;
let checker = null;

function checkText() {
  const message = document.querySelector("#id_text").value;
  if (!message.trim()) {
    showNothingTyped(section, words);
    return;
  }
  checker = checker ?? new Checker(rules);
  showVerdict(section, words, checker.check(message), rules.strong);
}

function checkHere() {
  if (rules.questions) {
    const answers = Object.fromEntries(new FormData(form));
    showVerdict(section, words, checkAnswers(rules, answers), rules.strong);
  } else {
    checkText();
  }
}

button.hidden = false;
button.addEventListener("click", checkHere);
form.addEventListener("submit", (event) => {
  if (!navigator.onLine) {
    event.preventDefault();
    checkHere();
  }
});
