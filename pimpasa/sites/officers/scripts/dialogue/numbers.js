// The organiser's numbers: who came, what was asked. Where somebody else led on, the page comes anew.
import { fetchPage } from "../../../common/scripts/modules/pages.js";
import { wait } from "../../../common/scripts/modules/timing.js";

const EVERY = 4000;
const lead = document.querySelector("[data-lead]");

async function showNumbers() {
  const fresh = await fetchPage(location.pathname, { cache: "no-cache" });
  for (const part of document.querySelectorAll("[data-live]")) {
    const next = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    if (next) part.replaceWith(next);
  }
  if (fresh.querySelector("[data-lead]")?.dataset.lead !== lead.dataset.lead) {
    location.reload(); // somebody else went on, or ended it
  }
}

export async function followNumbers() {
  while (true) {
    await wait(EVERY);
    try {
      if (!document.hidden) await showNumbers();
    } catch {
      // No network: the numbers stay as they were.
    }
  }
}
