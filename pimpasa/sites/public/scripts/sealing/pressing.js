// A button that was pressed before what it sends was sealed.
import { press } from "../writing/forms.js";

const NAME = "kirim";

/** Send a form again. On old phones the same button does nothing twice within a second. */
export function sendAgain(form, button) {
  if (form.requestSubmit || button?.name || button?.hasAttribute("formaction")) {
    press(form, button);
  } else if (form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }))) {
    form.submit();
  }
}

function promiseOf(form) {
  return form.elements.promise?.value ?? "";
}

/** The button that sends was pressed on this page; the next one seals and goes on, if the same people read. */
export function rememberPress(form) {
  try {
    sessionStorage.setItem(NAME, promiseOf(form));
  } catch {
    // Then it is pressed once more.
  }
}

/** Whether it was, under the same promise; that counts once. */
export function isPressed(form) {
  try {
    const promise = sessionStorage.getItem(NAME);
    sessionStorage.removeItem(NAME);
    return Boolean(promise) && promise === promiseOf(form);
  } catch {
    return false;
  }
}
