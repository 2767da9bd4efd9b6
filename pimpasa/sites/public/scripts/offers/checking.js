// What a message or a list of answers shows, as education/offers/checking.py says it.
import { Patterns } from "./patterns.js";
import { Reader } from "./reading.js";

const BREAKS = [".", ";"];
const SENTENCE_ENDS = ["."];
const LONGEST_SENTENCE = 40;

/** The number of the word up to which one may go back from `first`: so many words, and over no break. */
function backFrom(first, words, { most, breaks }) {
  let number = first;
  while (number > Math.max(0, first - most) && !breaks.includes(words[number - 1])) number -= 1;
  return number;
}

function onFrom(last, words, { most, breaks }) {
  let number = last;
  while (number < Math.min(words.length - 1, last + most) && !breaks.includes(words[number + 1])) number += 1;
  return number;
}

function stretch(words, first, last) {
  return ` ${words.slice(first, last + 1).join(" ")} `;
}

function sentenceAround(first, last, words) {
  const reach = { most: LONGEST_SENTENCE, breaks: SENTENCE_ENDS };
  return stretch(words, backFrom(first, words, reach), onFrom(last, words, reach));
}

/** What the signs add up to: `level` is "stop", "ask" or "none". */
function judge(warnings, promises, { strong, enough }) {
  const sum = warnings.reduce((total, { sign }) => total + sign.weight, 0);
  const mustStop = sum >= enough || warnings.some(({ sign }) => sign.weight === strong);
  const mild = warnings.length > 0 ? "ask" : "none";
  const sorted = [...warnings].sort((heavy, light) => light.sign.weight - heavy.sign.weight);
  return { level: mustStop ? "stop" : mild, warnings: sorted, promises };
}

export class Checker {
  constructor(rules) {
    this.rules = rules;
    this.reader = new Reader(rules);
    this.patterns = new Patterns(rules);
  }

  check(message) {
    const letters = Array.from(message.replace(/\r\n/gu, "\n")).slice(0, this.rules.longest);
    const row = this.reader.read(letters);
    const warnings = this.signsIn(row, letters, this.rules.warnings);
    return judge(warnings, this.signsIn(row, letters, this.rules.promises), this.rules);
  }

  signsIn(row, letters, signs) {
    const quote = ([first, last]) => {
      const quoted = letters.slice(row.spans[first][0], row.spans[last][1]).join("");
      return quoted.split(/\s+/u).filter(Boolean).join(" ");
    };
    return signs
      .map((sign) => ({ sign, quotes: this.places(sign, row).map(quote) }))
      .filter(({ quotes }) => quotes.length > 0)
      .map(({ sign, quotes }) => ({ sign, quotes: [...new Set(quotes)].slice(0, this.rules.quotes) }));
  }

  places(sign, row) {
    if (this.patterns.isIn(row.text, sign.lacks)) return [];
    if (!(sign.together ?? []).every((block) => this.patterns.isIn(row.text, block))) return [];
    return this.patterns.placesIn(row, sign.says).filter((place) => !this.isDenied(sign, place, row.words));
  }

  isDenied(sign, [first, last], words) {
    const from = backFrom(first, words, { most: sign.reach, breaks: BREAKS });
    const to = onFrom(last, words, { most: this.rules.after, breaks: BREAKS });
    if (this.patterns.isIn(stretch(words, from, to), sign.denied)) return true;
    if (sign.undeniable) return false;
    const isNegated = this.patterns.isIn(stretch(words, from, last), this.rules.negation);
    return isNegated || this.patterns.isIn(sentenceAround(first, last, words), this.rules.caution);
  }
}

/** What answers show: `answers` has one by each question's sign. */
export function checkAnswers(rules, answers) {
  const signs = rules.questions.filter(({ sign, when }) => answers[sign.key] === when).map(({ sign }) => sign);
  return judge(
    signs.map((sign) => ({ sign, quotes: [] })),
    [],
    rules,
  );
}
