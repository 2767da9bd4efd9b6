// Sends each chosen file at once and piece by piece, and goes on after a lost network or a restarted server.
// Without it the form sends the files itself. Nothing about a file is kept on the phone.
import "./tus.min.js";

const MEBIBYTE = 1024 ** 2;
const PATIENCE = [0, 1000, 3000, 5000];
const AGAIN_AFTER = 5000;
// Refusals that another try does not mend; 409 (another piece was faster) and 429 (too many) do pass.
const isFinal = (status) => status >= 400 && status < 500 && ![409, 423, 429].includes(status);

const box = document.querySelector("[data-uploads]");
const form = box.closest("form");
const field = form.querySelector("input[type=file]");
const list = box.querySelector("ul");
const status = box.querySelector("[role=status]");
const underway = new Set();
let waitingToSend = null;

class Row {
  constructor(file) {
    this.element = box.querySelector("template").content.firstElementChild.cloneNode(true);
    this.part(".app-upload__name").textContent = file.name;
    this.part("progress").setAttribute("aria-label", file.name);
    for (const hint of this.element.querySelectorAll(".govuk-visually-hidden")) {
      hint.textContent = ` ${file.name}`;
    }
    list.append(this.element);
  }

  part(selector) {
    return this.element.querySelector(selector);
  }

  on(what, act) {
    this.part(`[data-do=${what}]`).addEventListener("click", act);
  }

  show(state) {
    this.element.dataset.state = state;
    this.part(".app-upload__state").textContent = `(${box.dataset[state]})`;
    this.part("[data-do=pause]").hidden = state === "paused" || state === "done";
    this.part("[data-do=resume]").hidden = state !== "paused";
    this.part("progress").hidden = state === "done";
  }

  fail(sentence) {
    const error = document.createElement("p");
    error.className = "govuk-error-message";
    error.setAttribute("role", "alert");
    error.textContent = `${this.part(".app-upload__name").textContent}: ${sentence}`;
    this.element.replaceChildren(error);
  }
}

function send(file) {
  const row = new Row(file);
  const halfway = unfinished(file);
  let again;
  const upload = new tus.Upload(file, {
    endpoint: box.dataset.uploads,
    uploadUrl: halfway?.dataset.unfinished,
    chunkSize: 8 * MEBIBYTE,
    retryDelays: PATIENCE,
    storeFingerprintForResuming: false,
    metadata: { filename: file.name, filetype: file.type, obtained: form.querySelector("[name=obtained]:checked")?.value ?? "" },
    onProgress: (sent, total) => { row.part("progress").value = (100 * sent) / total; },
    onSuccess: () => { underway.delete(upload); row.show("done"); keep(row, upload.url); sendIfAllArrived(); },
    onError: (error) => {
      const answer = error.originalResponse;
      if (answer && isFinal(answer.getStatus())) {
        underway.delete(upload);
        row.fail(answer.getBody());
      } else {
        row.show("lost");
        again = setTimeout(start, AGAIN_AFTER);
      }
    },
  });
  const start = () => { clearTimeout(again); row.show("sending"); upload.start(); };
  const stop = async (forGood) => { clearTimeout(again); await upload.abort(forGood && Boolean(upload.url)); };
  row.on("pause", async () => { row.show("paused"); await stop(false); });
  row.on("resume", start);
  row.on("remove", async () => { underway.delete(upload); await stop(true); row.element.remove(); sendIfAllArrived(); });
  addEventListener("online", () => { if (row.element.dataset.state === "lost") start(); });
  halfway?.remove();
  underway.add(upload);
  start();
}

/** The row of an upload that stopped on an earlier page, where this file is the same by name and size. */
function unfinished(file) {
  const rows = [...document.querySelectorAll("[data-unfinished]")];
  return rows.find((row) => row.dataset.name === file.name && Number(row.dataset.size) === file.size);
}

function keep(row, url) {
  const kept = document.createElement("input");
  kept.type = "hidden";
  kept.name = "exhibit";
  kept.value = url.split("/").at(-2);
  row.element.append(kept);
}

function sendIfAllArrived() {
  if (underway.size === 0 && waitingToSend) {
    form.requestSubmit(waitingToSend);
  }
}

field.addEventListener("change", () => {
  const files = [...field.files];
  field.value = "";
  files.forEach(send);
});

form.addEventListener("submit", (event) => {
  if (underway.size > 0) {
    event.preventDefault();
    waitingToSend = event.submitter;
    status.textContent = box.dataset.wait;
  }
});
