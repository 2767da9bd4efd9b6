// The numbers that most RW have, one tap each; any other is typed as before.
const MOST = 12;

function chip(number, field) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "app-rws__one";
  button.textContent = String(number).padStart(2, "0");
  button.addEventListener("click", () => {
    field.value = button.textContent;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return button;
}

export function offerNumbers() {
  for (const place of document.querySelectorAll("[data-fills]")) {
    const field = document.querySelector(`#${place.dataset.fills}`);
    const chips = Array.from({ length: MOST }, (_empty, index) => chip(index + 1, field));
    const mark = () => {
      for (const button of chips) {
        button.setAttribute("aria-pressed", String(Number(field.value) === Number(button.textContent)));
      }
    };
    const show = () => {
      if (place.children.length === 0) place.append(...chips);
      mark();
    };
    field.addEventListener("input", mark);
    field.addEventListener("focus", show);
    // Of a place the RW is known; of a kelurahan it is not.
    field.form.addEventListener("change", (event) => {
      if (event.target.name === "village" && !event.target.value.includes("+")) show();
    });
  }
}
