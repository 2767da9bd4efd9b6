// Everything here only helps: each page works without it.
import { Button, Checkboxes, ErrorSummary, ExitThisPage, NotificationBanner, Radios, SkipLink } from "govuk-frontend";

const EXIT_WORDS = {
  en: {
    activated: "Loading.",
    timedOut: "Leaving the page was cancelled.",
    pressTwoMoreTimes: "Shift, press 2 more times to leave.",
    pressOneMoreTime: "Shift, press 1 more time to leave.",
  },
  id: {
    activated: "Memuat.",
    timedOut: "Batal meninggalkan halaman.",
    pressTwoMoreTimes: "Shift, tekan 2 kali lagi untuk pergi.",
    pressOneMoreTime: "Shift, tekan 1 kali lagi untuk pergi.",
  },
};

const i18n = document.documentElement.lang === "en" ? EXIT_WORDS.en : EXIT_WORDS.id;

const COMPONENTS = [
  ["govuk-button", (element) => new Button(element, { preventDoubleClick: true })],
  ["govuk-checkboxes", (element) => new Checkboxes(element)],
  ["govuk-error-summary", (element) => new ErrorSummary(element)],
  ["govuk-exit-this-page", (element) => new ExitThisPage(element, { i18n })],
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

document.documentElement.classList.add("js-enabled");
document.body.classList.add("js-enabled", "govuk-frontend-supported");
startComponents();

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", copy);
}
