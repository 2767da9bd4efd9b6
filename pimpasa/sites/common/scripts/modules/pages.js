/** The page that an answer holds, parsed; its scripts do not run. */
export async function readPage(answer) {
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** The page at an address of ours. Rejects where there is no network, no such page, or the address leads elsewhere. */
export async function fetchPage(address, options = {}) {
  const answer = await fetch(address, { ...options, redirect: "error" });
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  return readPage(answer);
}
