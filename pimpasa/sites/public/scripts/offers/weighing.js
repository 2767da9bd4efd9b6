// How much an offer is like the bad ones of the labelled corpus, as education/offers/weighing.py weighs it.

const BREAKS = [".", ";"];

export class Scale {
  /** `file` is offer-weights.json, `shares` and the rest what the page's rules say of it. */
  constructor(file, { shares, ofLength, mostWords, longestQuote }) {
    this.file = file;
    this.shares = shares;
    this.ofLength = ofLength;
    this.mostWords = mostWords;
    this.longestQuote = longestQuote;
    this.steps = Object.fromEntries(Object.entries(file.steps).map(([group, rows]) => [group, stepsOf(rows)]));
  }

  shareOf(group, shown) {
    const isOfLength = this.ofLength.includes(group) && shown.size > 0;
    return isOfLength ? this.shares[group] / Math.sqrt(shown.size) : this.shares[group];
  }

  stepOf(group, trait) {
    return this.steps[group]?.get(trait) ?? 0;
  }

  knows(word) {
    return this.steps.w.has(word);
  }

  weigh(shown) {
    let total = this.file.bias;
    for (const group of Object.keys(this.shares)) {
      let sum = 0;
      for (const trait of shown[group].keys()) sum += this.stepOf(group, trait);
      total += this.file.unit * this.shareOf(group, shown[group]) * sum;
    }
    return total;
  }

  /** The stretches of the row that weigh most towards "stop", heaviest first. */
  heaviest(shown, words) {
    const byWord = this.byWord(shown, words.length);
    const heavy = this.stretches(byWord, words).filter(({ total }) => total > this.file.unit);
    heavy.sort((one, other) => other.total - one.total || one.first - other.first);
    return heavy.slice(0, this.mostWords).map(({ first, last }) => [first, last]);
  }

  byWord(shown, count) {
    const byWord = Array.from({ length: count }, () => 0);
    for (const group of this.ofLength) {
      const worth = this.file.unit * this.shareOf(group, shown[group]);
      for (const [trait, [first, last]] of shown[group]) {
        const weight = worth * this.stepOf(group, trait);
        byWord[first] += weight / 2;
        byWord[last] += weight / 2;
      }
    }
    return byWord;
  }

  stretches(byWord, words) {
    const stretches = [];
    for (const [place, weight] of byWord.entries()) {
      if (!BREAKS.includes(words[place]) && weight > 0) {
        const before = stretches[stretches.length - 1];
        if (before && before.last === place - 1 && place - before.first < this.longestQuote) {
          before.total += weight;
          before.last = place;
        } else {
          stretches.push({ total: weight, first: place, last: place });
        }
      }
    }
    return stretches;
  }
}

function stepsOf(rows) {
  return new Map(
    Object.entries(rows).flatMap(([step, traits]) => traits.split(" ").map((trait) => [trait, Number(step)])),
  );
}
