// What is said of what waits on this phone, and of what came in.
import { words } from "./page.js";

const bar = document.querySelector("[data-arrivals]");

export function clear() {
  bar.replaceChildren();
  bar.hidden = true;
}

/** A sentence, with a link to where it is seen. */
export function say(sentence, address, label = words.look) {
  const line = document.createElement("p");
  line.className = "govuk-body govuk-!-margin-bottom-1";
  line.append(sentence);
  if (address) {
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = address;
    link.textContent = label;
    line.append(" ", link);
  }
  bar.append(line);
  bar.hidden = false;
}
