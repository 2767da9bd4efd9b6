// Sends to the office as this page's officer, who may have signed in again meanwhile.
import { addresses, token } from "./page.js";
import { isSignedInAgain } from "./signing.js";

const FORBIDDEN = 403;
export const REFUSED = 409;

/** `body` makes it, with the token that the page has then. */
export function post(address, body, accept) {
  return fetch(address, { method: "POST", body: body(token()), redirect: "manual", headers: { accept } });
}

export function isSignedOut({ type, status }) {
  return type === "opaqueredirect" || status === FORBIDDEN;
}

/** What a script is answered; sent once more where only the session was another. */
export async function postForData(address, body) {
  const answer = await post(address, body, "application/json");
  return isSignedOut(answer) && (await isSignedInAgain()) ? post(address, body, "application/json") : answer;
}

/** A form of names and values. */
export function formOf(fields) {
  return (fresh) => {
    const body = new FormData();
    for (const [name, value] of [...fields, ["csrfmiddlewaretoken", fresh]]) body.append(name, value);
    return body;
  };
}

/** Bring in what somebody wrote; the office answers with its fate. */
export function bringIn({ id, revision, officer, isReady, words }) {
  const fields = Object.entries({ id, revision, officer, ready: isReady ? 1 : 0, words: JSON.stringify(words) });
  return postForData(addresses.arrive, formOf(fields));
}
