// Whether this page's officer is signed in at this browser, perhaps in another tab.
import { addresses, carry, officer } from "./page.js";

/** Who is signed in now; empty for nobody. It begins no idle time anew. Rejects where there is no network. */
async function session() {
  const answer = await fetch(addresses.session, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** "mine", "another" or "nobody"; where it is mine, the page's forms carry the token of the new sign-in. */
export async function whoIsSignedIn() {
  const { officer: present, token } = await session();
  if (!present) return "nobody";
  if (present !== officer) return "another";
  carry(token);
  return "mine";
}

/** Whether the page's officer signed in again: then a request can be sent once more. */
export async function isSignedInAgain() {
  return (await whoIsSignedIn()) === "mine";
}
