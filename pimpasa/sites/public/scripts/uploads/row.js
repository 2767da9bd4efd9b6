// A file's row in the list: its name, how far it is, and what may be done with it.

export class UploadRow {
  constructor(box, file, { isSpoken }) {
    this.isSpoken = isSpoken;
    this.words = box.dataset;
    this.element = box.querySelector("template").content.firstElementChild.cloneNode(true);
    this.part(".app-upload__name").textContent = file.name;
    this.part("progress").setAttribute("aria-label", file.name);
    for (const hint of this.element.querySelectorAll(".govuk-visually-hidden")) {
      hint.textContent = ` ${file.name}`;
    }
    box.querySelector("ul").append(this.element);
  }

  part(selector) {
    return this.element.querySelector(selector);
  }

  get state() {
    return this.element.dataset.state;
  }

  on(button, act) {
    this.part(`[data-do=${button}]`).addEventListener("click", act);
  }

  show(state) {
    this.element.dataset.state = state;
    this.part(".app-upload__state").textContent = `(${this.words[state]})`;
    this.part("[data-do=pause]").hidden = state === "paused" || state === "done";
    this.part("[data-do=resume]").hidden = state !== "paused";
    this.part("progress").hidden = state === "done";
  }

  showProgress(sent, total) {
    this.part("progress").value = (100 * sent) / total;
  }

  /** The form names the file that arrived at an address of ours, `…/<id>/`, and whether a story is told in it. */
  nameExhibit(address) {
    const parts = address.split("/");
    const ident = parts[parts.length - 2];
    this.name("exhibit", ident);
    if (this.isSpoken) this.name("spoken", ident);
  }

  name(field, value) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = field;
    input.value = value;
    this.element.append(input);
  }

  fail(reason) {
    const error = document.createElement("p");
    error.className = "govuk-error-message";
    error.setAttribute("role", "alert");
    error.textContent = `${this.part(".app-upload__name").textContent}: ${reason}`;
    this.element.textContent = "";
    this.element.append(error);
  }

  remove() {
    this.element.remove();
  }
}
