// Why the office took an entry not, by its id; remembered as long as the page is open.
const reasons = new Map();

export function refuse(id, reason) {
  reasons.set(id, reason);
}

export function forgetRefusal(id) {
  reasons.delete(id);
}

export function refusalOf(id) {
  return reasons.get(id);
}
