// Shows the answers without asking the server, so that the quiz works without a network, too.
const form = document.querySelector("[data-quiz]");
const result = document.querySelector("[data-result]");
const share = document.querySelector("[data-share]");

const choose = (answer, isRight) => {
  answer.hidden = false;
  answer.classList.toggle("app-answer--right", isRight);
  answer.querySelector('[data-said="right"]').hidden = !isRight;
  answer.querySelector('[data-said="wrong"]').hidden = isRight;
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  let right = 0;
  for (const group of form.querySelectorAll("[data-right]")) {
    const isRight = group.querySelector("input:checked")?.value === group.dataset.right;
    right += isRight ? 1 : 0;
    choose(group.querySelector("[data-answer]"), isRight);
  }
  const told = result.getAttribute(`data-told-${right}`);
  result.querySelector("[data-right-number]").textContent = right;
  result.querySelector("[data-told]").textContent = told;
  result.querySelector("[data-whatsapp]").href = `https://wa.me/?text=${encodeURIComponent(told)}`;
  form.querySelector("[data-check]").hidden = true;
  result.hidden = false;
  result.querySelector("#result").focus();
});

if (navigator.share) {
  share.hidden = false;
  share.addEventListener("click", () => {
    // Who closes the list without choosing wanted nothing shared.
    navigator.share({ text: result.querySelector("[data-told]").textContent }).catch(() => {});
  });
}
