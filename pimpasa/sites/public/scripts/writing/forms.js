// What browsers of 2019 lack for sending a form by script.

/** The button that a form is being sent with. */
export function submitterOf(event) {
  if (event.submitter !== undefined) return event.submitter;
  const active = document.activeElement;
  return active && active.form === event.target && active.type === "submit" ? active : null;
}

/** Send a form as if the button had been pressed: its handlers run first. */
export function press(form, button) {
  if (form.requestSubmit) {
    form.requestSubmit(...(button ? [button] : [])); // the first browsers that have it refuse null
  } else if (button) {
    button.click();
  } else {
    form.querySelector("button:not([type=button])").click();
  }
}

/** Ask for an address, for so many milliseconds at most. */
export async function askFor(address, options, patience) {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), patience);
  try {
    return await fetch(address, { ...options, signal: ending.signal });
  } finally {
    clearTimeout(timer);
  }
}
