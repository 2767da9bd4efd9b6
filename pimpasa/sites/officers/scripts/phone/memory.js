// The phone's key while it is open: in this page's memory alone. The worker asks for it when the next page is opened, and
// hands it on to that one.
const IDLE = 10 * 60_000;
const TICK = 5000;
const ANSWER = 1000;
let key = null;
let touchedAt = 0;

function askWorker() {
  const { controller } = navigator.serviceWorker ?? {};
  if (!controller) return null;
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(() => resolve(null), ANSWER);
    controller.postMessage({ handOn: true }, [port2]);
  });
}

/** Nothing while it is locked. */
export async function phoneKey() {
  key ??= await askWorker();
  return key;
}

export function keepOpen(opened) {
  key = opened;
}

/** Answers the worker; `lock` is called after ten minutes without a touch, when the key is gone. */
export function holdKey(lock) {
  const touch = () => {
    touchedAt = Date.now();
  };
  const look = () => {
    if (!key || Date.now() - touchedAt < IDLE) return;
    key = null;
    navigator.serviceWorker.controller?.postMessage({ forget: true });
    lock();
  };
  touch();
  for (const name of ["pointerdown", "keydown", "scroll"]) addEventListener(name, touch, { passive: true });
  setInterval(look, TICK);
  document.addEventListener("visibilitychange", look);
  navigator.serviceWorker?.addEventListener("message", ({ data, ports }) => {
    if (data.unlock) ports[0].postMessage(key);
  });
}
