// How many reports are ticked; what can be done with them shows once one is.
export function watchTicks() {
  const bar = document.querySelector("[data-ticked]");
  if (!bar) return;
  const form = bar.closest("[data-ticks]");
  const count = () => {
    const number = form.querySelectorAll("[name=reports]:checked").length;
    bar.querySelector("[data-number]").textContent = number;
    bar.hidden = number === 0;
  };
  form.addEventListener("change", count);
  addEventListener("pageshow", count);
  count();
}
