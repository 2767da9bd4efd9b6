// Shows the answers without asking the server, so that the quiz works without a network, too.
const form = document.querySelector("[data-quiz]");
const result = document.querySelector("[data-result]");
const share = document.querySelector("[data-share]");

function showAnswer(group) {
  const isRight = group.querySelector("input:checked")?.value === group.dataset.right;
  const answer = group.querySelector("[data-answer]");
  answer.hidden = false;
  answer.classList.toggle("app-answer--right", isRight);
  answer.querySelector('[data-said="right"]').hidden = !isRight;
  answer.querySelector('[data-said="wrong"]').hidden = isRight;
  return isRight;
}

function showResult(right) {
  const sentence = result.getAttribute(`data-told-${right}`);
  result.querySelector("[data-right-number]").textContent = right;
  result.querySelector("[data-told]").textContent = sentence;
  result.querySelector("[data-whatsapp]").href = `https://wa.me/?text=${encodeURIComponent(sentence)}`;
  form.querySelector("[data-check]").hidden = true;
  result.hidden = false;
  result.querySelector("#result").focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const groups = [...form.querySelectorAll("[data-right]")];
  showResult(groups.map(showAnswer).filter(Boolean).length);
});

if (navigator.share) {
  share.hidden = false;
  share.addEventListener("click", () => {
    navigator.share({ text: result.querySelector("[data-told]").textContent }).catch(() => {
      // Who closes the list without choosing wanted nothing shared.
    });
  });
}
