// Keeps the learning pages on the phone for reading without a network, and takes them away again. On the way of a report
// only the page that is shown without one is kept: whoever sends from a bus stop has no data to spare.
const isFew = document.querySelector("script[data-few]") !== null;
const offer = document.querySelector("[data-kept]");

async function keep() {
  await navigator.serviceWorker.register("/app.js", { scope: "/" });
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ keep: document.documentElement.lang, few: isFew });
  if (offer) {
    offer.hidden = false;
    offer.querySelector("button").addEventListener("click", forget);
  }
}

async function forget(event) {
  const button = event.currentTarget;
  const registration = await navigator.serviceWorker.getRegistration("/");
  await registration?.unregister();
  for (const name of await caches.keys()) {
    await caches.delete(name);
  }
  const status = document.createElement("p");
  status.className = "govuk-body";
  status.setAttribute("role", "status");
  status.textContent = button.dataset.forget;
  button.replaceWith(status);
}

if ("serviceWorker" in navigator) {
  keep().catch(() => {
    // A browser that keeps nothing, such as in a private window, shows the pages all the same.
  });
}
