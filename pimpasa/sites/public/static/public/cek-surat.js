// Works out a file's SHA-256 on this device and compares it with those on the page; nothing is sent.
const compare = document.getElementById("compare");
const said = document.getElementById("compared");
const known = [...document.querySelectorAll("[data-sha256]")].map((place) => place.dataset.sha256);

async function sha256(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

if (globalThis.crypto?.subtle) {
  compare.hidden = false;
  document.getElementById("file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    said.textContent = compare.dataset.reading;
    const same = known.includes(await sha256(file));
    said.textContent = same ? compare.dataset.same : compare.dataset.other;
    said.classList.toggle("govuk-!-font-weight-bold", true);
  });
}
