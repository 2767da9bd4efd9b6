// Keeps the learning pages on the phone for reading without a network, and takes them away again.
const told = document.querySelector("[data-kept]");
const language = document.documentElement.lang;

if ("serviceWorker" in navigator) {
  try {
    await navigator.serviceWorker.register("/app.js", { scope: "/" });
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ keep: language });
    if (told) {
      told.hidden = false;
      told.querySelector("button").addEventListener("click", forget);
    }
  } catch {
    // A browser that keeps nothing, such as in a private window, shows the pages all the same.
  }
}

async function forget(event) {
  const button = event.currentTarget;
  const registration = await navigator.serviceWorker.getRegistration("/");
  await registration?.unregister();
  for (const name of await caches.keys()) {
    await caches.delete(name);
  }
  const said = document.createElement("p");
  said.className = "govuk-body";
  said.setAttribute("role", "status");
  said.textContent = button.dataset.forget;
  button.replaceWith(said);
}
