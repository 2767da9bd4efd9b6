// Everything here only helps: each page works without it.
import { Button, Checkboxes, ErrorSummary, NotificationBanner, Radios, SkipLink } from "govuk-frontend";
import { watchExit } from "./modules/exit.js";
import { offerListening } from "./modules/listen.js";

const COMPONENTS = [
  ["govuk-button", (element) => new Button(element, { preventDoubleClick: true })],
  ["govuk-checkboxes", (element) => new Checkboxes(element)],
  ["govuk-error-summary", (element) => new ErrorSummary(element)],
  ["govuk-notification-banner", (element) => new NotificationBanner(element)],
  ["govuk-radios", (element) => new Radios(element)],
  ["govuk-skip-link", (element) => new SkipLink(element)],
];

function startComponents() {
  for (const [name, start] of COMPONENTS) {
    for (const element of document.querySelectorAll(`[data-module="${name}"]`)) {
      start(element);
    }
  }
}

async function copy(event) {
  const button = event.currentTarget;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = button.dataset.copied;
}

// A desk has room for what a phone folds away; paper, too.
function openFolds() {
  for (const fold of document.querySelectorAll("[data-open-at-a-desk]")) {
    fold.open = true;
  }
}

if (matchMedia("(min-width: 72em)").matches) {
  openFolds();
}
addEventListener("beforeprint", openFolds);

// Being required says without scripts that a field is empty; with them nothing is said that is not so.
function watchFile(field) {
  const tell = () => field.parentNode.classList.toggle("app-file--empty", field.files.length === 0);
  field.required = false;
  field.addEventListener("change", tell);
  tell();
}

for (const field of document.querySelectorAll(".app-file__input")) {
  watchFile(field);
}

document.documentElement.classList.add("js-enabled");
document.body.classList.add("js-enabled", "govuk-frontend-supported");
startComponents();
watchExit();
offerListening();

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", copy);
}
