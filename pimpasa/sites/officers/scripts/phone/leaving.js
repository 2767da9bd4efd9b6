// Everything that lies on this phone goes: on signing out, when the office says so, and after three days without it.
import { database, dropEverything, LOCKS } from "./database.js";
import { isOver, lockOf, noteBeside } from "./lock.js";

/** `form` carries the page's token. */
export async function erase(addresses, form) {
  const lock = await lockOf();
  await dropEverything();
  if (!lock) return;
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const headers = { accept: "application/json" };
  await fetch(`${addresses}${lock.phone}/sudah/`, { method: "POST", body, headers }).catch(() => null);
}

/** Ask the office whether this phone may keep what it has. */
export async function meet(addresses) {
  const lock = await lockOf();
  if (!lock) return;
  const answer = await fetch(`${addresses}${lock.phone}/`, { headers: { accept: "application/json" } }).catch(
    () => null,
  );
  const mayKeep = answer?.ok ? (await answer.json()).keep : !isOver(lock);
  if (!mayKeep) await dropEverything();
  else if (answer?.ok) await noteBeside({ at: Date.now() });
}

/** Without the office: what lies here too long is gone before anybody can try a password. */
export async function dropWhatIsOver() {
  const locks = await (await database).getAll(LOCKS);
  if (locks.some(isOver)) await dropEverything();
}
