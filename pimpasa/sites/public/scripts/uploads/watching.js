// Sends each chosen file at once and piece by piece, and goes on after a lost network or a restarted server.
// Nothing about a file is kept on the phone.
import { press, submitterOf } from "../writing/forms.js";
import { UploadRow } from "./row.js";
import { Sending } from "./sending.js";

/** The row of an upload that stopped on an earlier page, where this file is the same by name and size. */
function unfinishedRow(file) {
  const rows = [...document.querySelectorAll("[data-unfinished]")];
  return rows.find(({ dataset }) => dataset.name === file.name && Number(dataset.size) === file.size);
}

/** Watches a box's form; `before` is awaited before a file goes. Returns what sends a file that was not chosen. */
export function watchUploads(box, { before = () => true } = {}) {
  const form = box.closest("form");
  const underway = new Set();
  let beginning = 0; // chosen, and not on their way yet
  let waitingButton = null;

  function isBusy() {
    return beginning > 0 || underway.size > 0;
  }

  function settle(sending) {
    underway.delete(sending);
    if (!isBusy() && waitingButton) {
      press(form, waitingButton);
    }
  }

  function send(file, { isSpoken = false, obtained = "" } = {}) {
    const halfway = unfinishedRow(file);
    const sending = new Sending({
      file,
      row: new UploadRow(box, file, { isSpoken }),
      endpoint: box.dataset.uploads,
      uploadUrl: halfway?.dataset.unfinished,
      obtained: obtained || (form.querySelector("[name=obtained]:checked")?.value ?? ""),
      onSettled: settle,
      onDropped: () => underway.delete(sending),
    });
    halfway?.remove();
    underway.add(sending);
    sending.start();
    return sending;
  }

  async function take(field) {
    const files = [...field.files];
    field.value = "";
    beginning += 1;
    await before();
    beginning -= 1;
    for (const file of files) {
      send(file, { isSpoken: field.name === "sound" });
    }
  }

  for (const field of form.querySelectorAll("input[type=file]")) {
    field.addEventListener("change", () => take(field));
  }

  form.addEventListener("submit", (event) => {
    if (isBusy()) {
      event.preventDefault();
      waitingButton = submitterOf(event);
      box.querySelector("[role=status]").textContent = box.dataset.wait;
    }
  });

  return { send };
}
