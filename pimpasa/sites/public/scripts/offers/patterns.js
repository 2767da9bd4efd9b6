// The rules' patterns as regular expressions over a row of words, as education/offers/patterns.py makes them.

const SOFT = "(?: ;)?";
const NO_GAP = { most: 0, soft: SOFT };

function gapOf(slot) {
  return { most: Number.parseInt(slot.slice(1), 10), soft: slot.endsWith("!") ? "" : SOFT };
}

function between({ most, soft }) {
  return most ? `(?:${soft} [^ .;]+){0,${most}}?${soft}` : soft;
}

function escaped(word) {
  return word.replace(/[.+?^$()[\]\\]/gu, "\\$&").replace(/\*/gu, "[^ .;]*");
}

export class Patterns {
  constructor({ lists, least }) {
    this.lists = lists;
    this.least = least;
    this.compiled = new Map();
  }

  expression(pattern) {
    if (!this.compiled.has(pattern)) {
      this.compiled.set(pattern, this.compile(pattern));
    }
    return this.compiled.get(pattern);
  }

  compile(pattern) {
    let source = "";
    let gap = NO_GAP;
    for (const slot of pattern.split(" ").filter(Boolean)) {
      if (slot.startsWith("~")) {
        gap = gapOf(slot);
      } else {
        source += `${source ? between(gap) : ""} ${this.slot(slot)}`;
        gap = NO_GAP;
      }
    }
    return new RegExp(`${source}(?= )`, "gu");
  }

  slot(slot) {
    if (slot.startsWith("#")) return `(?:${slot.slice(1, -1)})`;
    if (slot.startsWith(">")) return `(?:${this.least[slot.slice(1)]})(?:,[0-9]+)?`;
    const words = slot.replace(/\{(?<name>[A-Z_]+)\}/gu, (_, name) => this.lists[name]).split("|");
    return `(?:${words.map(escaped).join("|")})`;
  }

  isIn(text, patterns = []) {
    return patterns.some((pattern) => text.search(this.expression(pattern)) >= 0);
  }

  /** The first and last word of each place where one of the patterns stands. */
  placesIn(row, patterns) {
    const matches = patterns.flatMap((pattern) => [...row.text.matchAll(this.expression(pattern))]);
    const places = matches.map(({ 0: text, index }) => [row.wordAt[index], row.wordAt[index + text.length - 2]]);
    const unique = new Map(places.map((place) => [place.join(" "), place]));
    return [...unique.values()].sort(
      ([first, last], [otherFirst, otherLast]) => first - otherFirst || last - otherLast,
    );
  }
}
