// Sends each chosen file at once and piece by piece, and goes on after a lost network or a restarted server.
// Without it the form sends the files itself. Nothing about a file is kept on the phone.
import { UploadRow } from "./uploads/row.js";
import { Sending } from "./uploads/sending.js";

const box = document.querySelector("[data-uploads]");
const form = box.closest("form");
const field = form.querySelector("input[type=file]");
const underway = new Set();
let waitingButton = null;

/** The row of an upload that stopped on an earlier page, where this file is the same by name and size. */
function unfinishedRow(file) {
  const rows = [...document.querySelectorAll("[data-unfinished]")];
  return rows.find(({ dataset }) => dataset.name === file.name && Number(dataset.size) === file.size);
}

function settle(sending) {
  underway.delete(sending);
  if (underway.size === 0 && waitingButton) {
    form.requestSubmit(waitingButton);
  }
}

function send(file) {
  const halfway = unfinishedRow(file);
  const sending = new Sending({
    file,
    row: new UploadRow(box, file),
    endpoint: box.dataset.uploads,
    uploadUrl: halfway?.dataset.unfinished,
    obtained: form.querySelector("[name=obtained]:checked")?.value ?? "",
    onSettled: settle,
    onDropped: () => underway.delete(sending),
  });
  halfway?.remove();
  underway.add(sending);
  sending.start();
}

field.addEventListener("change", () => {
  const files = [...field.files];
  field.value = "";
  for (const file of files) {
    send(file);
  }
});

form.addEventListener("submit", (event) => {
  if (underway.size > 0) {
    event.preventDefault();
    waitingButton = event.submitter;
    box.querySelector("[role=status]").textContent = box.dataset.wait;
  }
});
