// Works out a file's SHA-256 on this device and compares it with those on the page; nothing is sent.
import { sha256 } from "../../common/scripts/modules/digest.js";

const section = document.querySelector("#compare");
const verdict = document.querySelector("#compared");
const digests = [...document.querySelectorAll("[data-sha256]")].map((place) => place.dataset.sha256);

async function compare(event) {
  const [file] = event.target.files;
  if (!file) return;
  verdict.textContent = section.dataset.reading;
  const isSame = digests.includes(await sha256(await file.arrayBuffer()));
  verdict.textContent = isSame ? section.dataset.same : section.dataset.other;
  verdict.classList.add("govuk-!-font-weight-bold");
}

// Browsers reckon digests on a page that came over https alone.
if (globalThis.crypto?.subtle) {
  section.hidden = false;
  document.querySelector("#file").addEventListener("change", compare);
}
