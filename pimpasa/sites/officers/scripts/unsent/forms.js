// The forms in which something is typed. Those of a log keep their entries on the phone themselves.
import { Saved } from "./saving.js";

const FORMS = "main form[method=post]:not([data-entry]):not([data-unsaved])";
const TYPED = "textarea, input[type=text], input:not([type])";
const MANY = 5;

function isLong(form) {
  if (form.querySelector("[type=password]")) return false;
  return form.querySelector(TYPED) || form.querySelectorAll("input:not([type=hidden]), select").length > MANY;
}

// Without what says whose words were sent with it before.
function addressOf(form) {
  const address = new URL(
    form.getAttribute("action") || form.closest("[data-page]")?.dataset.page || location.href,
    location.href,
  );
  address.searchParams.delete("tulisan");
  address.searchParams.delete("kirim-tulisan");
  return address.pathname + address.search;
}

/** Every form of the page, or of a part of it, that saves itself from now on. */
export function watchForms(part = document) {
  const counts = new Map();
  return [...part.querySelectorAll(FORMS)].filter(isLong).map((form) => {
    const action = addressOf(form);
    const place = counts.get(action) ?? 0;
    counts.set(action, place + 1);
    return new Saved(form, action, place);
  });
}
