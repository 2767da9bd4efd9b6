// What the weights know of an offer's words, as education/offers/traits.py has it: words, pairs, denied words, letters.
// A group maps each trait to the first and the last word that show it.

const BREAKS = [".", ";"];
const NUMBER = /^[0-9]+(?:,[0-9]+)*$/u;

function isBreak(word) {
  return BREAKS.includes(word);
}

export class Traits {
  constructor({ not, scope, shortest, longest, counted, steps }) {
    this.not = new Set(not);
    this.scope = scope;
    this.lengths = Array.from({ length: longest - shortest + 1 }, (_, number) => shortest + number);
    this.counted = new Set(counted);
    this.steps = steps;
  }

  of(row) {
    const words = row.words.map((word, place) => this.named(word, row.words[place + 1]));
    const groups = { w: new Map(), b: new Map(), n: new Map(), c: new Map() };
    this.addSingle(words, groups);
    addPairs(words, groups.b);
    return groups;
  }

  /** Amounts matter by their size: a number is the step that it reaches. */
  named(word, unit) {
    if (!NUMBER.test(word)) return word;
    if (!this.counted.has(unit)) return "#";
    const whole = Number.parseInt(word, 10);
    return `#${this.steps.filter((step) => step <= whole).length}`;
  }

  addSingle(words, { w, n, c }) {
    let ahead = 0;
    for (const [place, word] of words.entries()) {
      if (isBreak(word)) {
        ahead = 0;
      } else {
        add(w, word, [place, place]);
        if (ahead > 0) add(n, word, [place, place]);
        ahead = this.not.has(word) ? this.scope : Math.max(0, ahead - 1);
        this.addLetters(word, place, c);
      }
    }
  }

  addLetters(word, place, group) {
    if (word.startsWith("#")) return;
    const marked = `_${word}_`;
    for (const length of this.lengths) {
      for (let start = 0; start + length <= marked.length; start += 1) {
        add(group, marked.slice(start, start + length), [place, place]);
      }
    }
  }
}

function add(group, trait, places) {
  if (!group.has(trait)) group.set(trait, places);
}

/** Two words side by side; a comma may stand between them, the end of a sentence may not. */
function addPairs(words, group) {
  let before = -1;
  for (const [place, word] of words.entries()) {
    if (word === ".") {
      before = -1;
    } else if (word !== ";") {
      if (before >= 0) add(group, `${words[before]}+${word}`, [before, place]);
      before = place;
    }
  }
}
