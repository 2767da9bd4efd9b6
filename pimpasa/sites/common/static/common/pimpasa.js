// Everything here only helps: each page works without it.
import { Button, Checkboxes, ErrorSummary, ExitThisPage, NotificationBanner, Radios, SkipLink } from "./govuk-frontend.min.js";

document.documentElement.classList.add("js-enabled");
document.body.classList.add("js-enabled", "govuk-frontend-supported");

const words = document.documentElement.lang === "en"
  ? { activated: "Loading.", timedOut: "Leaving the page was cancelled.", pressTwoMoreTimes: "Shift, press 2 more times to leave.", pressOneMoreTime: "Shift, press 1 more time to leave." }
  : { activated: "Memuat.", timedOut: "Batal meninggalkan halaman.", pressTwoMoreTimes: "Shift, tekan 2 kali lagi untuk pergi.", pressOneMoreTime: "Shift, tekan 1 kali lagi untuk pergi." };

for (const [Component, name, options] of [
  [Button, "govuk-button", { preventDoubleClick: true }],
  [Checkboxes, "govuk-checkboxes"],
  [ErrorSummary, "govuk-error-summary"],
  [ExitThisPage, "govuk-exit-this-page", { i18n: words }],
  [NotificationBanner, "govuk-notification-banner"],
  [Radios, "govuk-radios"],
  [SkipLink, "govuk-skip-link"],
]) {
  for (const element of document.querySelectorAll(`[data-module="${name}"]`)) {
    new Component(element, options);
  }
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
  });
}
