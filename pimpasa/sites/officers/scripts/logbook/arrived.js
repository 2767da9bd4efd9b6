// What arrived is shown as the office has it, without losing what is half written in the forms.
import { fetchPage } from "../../../common/scripts/modules/pages.js";
import { keepPage } from "./copy.js";
import { page } from "./page.js";

const SIGNATURE = "[data-entry=signature]";

async function showFreshParts() {
  const fresh = await fetchPage(location.pathname);
  for (const part of document.querySelectorAll("[data-fresh]")) {
    const next = fresh.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
    if (next) part.replaceWith(next);
  }
  if (!fresh.querySelector(SIGNATURE)) page.querySelector(SIGNATURE)?.remove();
}

export async function showArrived() {
  try {
    await showFreshParts();
    await keepPage();
  } catch {
    // The network went again in between. It is kept; the next look shows it.
  }
}
