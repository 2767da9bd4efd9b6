// While a flood is on: does the page's sum (ALTCHA) and sends the report again with it. Without this one waits one's turn.
import { solveChallenge } from "altcha-lib/v1";

const field = document.querySelector("[data-work]");

async function work() {
  const { algorithm, challenge, maxNumber, salt, signature } = JSON.parse(field.dataset.work);
  const solution = await solveChallenge(challenge, salt, algorithm, maxNumber).promise;
  if (solution) {
    field.value = btoa(JSON.stringify({ algorithm, challenge, number: solution.number, salt, signature }));
    field.form.submit();
  }
}

// Browsers do sums with SHA-256 on pages that came over HTTPS only.
if (field && globalThis.crypto?.subtle) {
  field.form.querySelector("[role=status]").hidden = false;
  work();
}
