// What every officer's page hands to the scripts that keep what is typed.
export const bar = document.querySelector("[data-unsent]");
/** Who was signed in when the page was made. */
export const officer = bar?.dataset.unsent;
export const idle = Number(bar?.dataset.idle) * 1000;
/** What the scripts say, in the reader's language. */
export const words = JSON.parse(bar?.dataset.words ?? "{}");
export const addresses = JSON.parse(bar?.dataset.addresses ?? "{}");

/** The token that this page's forms carry; another after its officer signed in again. */
export function token() {
  return bar.dataset.token;
}

/** Every form of the page carries it from now on. */
export function carry(fresh) {
  bar.dataset.token = fresh;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) {
    field.value = fresh;
  }
}

/** As the office says it: hours and minutes. */
export function time(at) {
  return new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}

export function button(label, press) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "app-link-button";
  element.textContent = label;
  element.addEventListener("click", press);
  return element;
}

/** The path of the page that a form came with: its own where it stands beside a list. */
export function pageOf(form) {
  return form.closest("[data-page]")?.dataset.page ?? location.pathname;
}
