// What a message or a list of answers shows, as education/offers/checking.py says it.
import { Patterns } from "./patterns.js";
import { Reader } from "./reading.js";
import { Traits } from "./traits.js";
import { Scale } from "./weighing.js";

const BREAKS = [".", ";"];
const SENTENCE_ENDS = ["."];
const LONGEST_SENTENCE = 40;
const LETTER = /[\p{L}\p{M}\p{N}\p{Sc}]/u;
const JOINS = ["-", "'", "\u2019", "\u2010", "\u2011"];

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

function kindOf(letter) {
  if (JOINS.includes(letter)) return "-";
  return LETTER.test(letter) ? "a" : " ";
}

/** Whether a word goes on over this place: letters, digits or a currency's sign on both sides, or a hyphen or apostrophe between two. */
function goesOn(letters, place) {
  const around = [-2, -1, 0, 1].map((step) => kindOf(letters[place + step] ?? " ")).join("");
  return around.slice(1, 3) === "aa" || around.startsWith("a-a") || around.endsWith("a-a");
}

/** What stood there, grown to whole words as they were written; none that another already holds. */
function wholeWords(places, row, letters) {
  const kept = [];
  for (const [first, last] of places) {
    let [start] = row.spans[first];
    let [, stop] = row.spans[last];
    while (goesOn(letters, start)) start -= 1;
    while (goesOn(letters, stop)) stop += 1;
    if (kept.every((other) => stop <= other[0] || other[1] <= start)) kept.push([start, stop]);
  }
  return [...new Set(kept.map((span) => plainly(letters.slice(...span))))];
}

function plainly(letters) {
  return letters.join("").split(/\s+/u).filter(Boolean).join(" ");
}

function stretch(words, first, last) {
  return ` ${words.slice(first, last + 1).join(" ")} `;
}

function sentenceAround(first, last, words) {
  const reach = { most: LONGEST_SENTENCE, breaks: SENTENCE_ENDS };
  return stretch(words, backFrom(first, words, reach), onFrom(last, words, reach));
}

/** What signs alone add up to: "stop", "ask" or "none". */
function levelOf(signs, { strong, enough }) {
  const sum = signs.reduce((total, { weight }) => total + weight, 0);
  if (sum >= enough || signs.some(({ weight }) => weight === strong)) return "stop";
  return signs.length > 0 ? "ask" : "none";
}

function strongestFirst(warnings) {
  return [...warnings].sort((heavy, light) => light.sign.weight - heavy.sign.weight);
}

function onlyKeys(found) {
  return new Map(found.map(({ sign }) => [sign.key, [0, 0]]));
}

export class Checker {
  constructor(rules, file) {
    this.rules = rules;
    this.file = file;
    this.reader = new Reader(rules);
    this.patterns = new Patterns(rules);
    this.traits = new Traits(rules.traits);
    this.scale = new Scale(file, rules.scale);
  }

  check(message) {
    const { letters, row } = this.read(message);
    const warnings = this.signsIn(row, letters, this.rules.warnings);
    const promises = this.signsIn(row, letters, this.rules.promises);
    const signs = warnings.map(({ sign }) => sign);
    const shown = {
      ...this.traits.of(row),
      s: onlyKeys(warnings),
      p: onlyKeys(promises),
      l: new Map([[levelOf(signs, this.rules), [0, 0]]]),
    };
    const weight = this.scale.weigh(shown);
    const level = this.levelFor(weight, signs, row);
    const isHeavy = ["stop", "ask"].includes(level) && weight >= this.file.stop;
    const places = isHeavy ? this.scale.heaviest(shown, row.words) : [];
    return {
      level,
      warnings: strongestFirst(warnings),
      promises,
      heavy: wholeWords(places, row, letters).slice(0, this.rules.quotes),
    };
  }

  read(message) {
    const letters = Array.from(message.replace(/\r\n/gu, "\n")).slice(0, this.rules.longest);
    return { letters, row: this.reader.read(letters) };
  }

  /** By what the whole offer weighs; fine words take no sign back. */
  levelFor(weight, signs, row) {
    const strong = signs.filter((sign) => sign.weight === this.rules.strong).length;
    if (signs.length === 0 && this.isTooLittle(row)) return "unsaid";
    const spoken = row.words.filter((word) => !BREAKS.includes(word)).length;
    const sum = signs.reduce((total, sign) => total + sign.weight, 0);
    const saysEnough = sum >= this.rules.strong || spoken >= this.rules.fewestWords;
    const isLikeBad = weight >= this.file.stop && saysEnough;
    if (isLikeBad || strong >= this.rules.manyStrong) return "stop";
    const mustAsk = weight >= this.file.ask || levelOf(signs, this.rules) === "stop";
    return mustAsk ? "ask" : "none";
  }

  isTooLittle(row) {
    const familiar = new Set(row.words.filter((word) => this.scale.knows(word)));
    return familiar.size < this.rules.fewestKnown || !this.patterns.isIn(row.text, this.rules.aboutWork);
  }

  /** The first few questions that a message leaves open. */
  toAsk(message) {
    const { text } = this.read(message).row;
    const open = this.rules.asked.filter(({ told }) => !this.patterns.isIn(text, told));
    return open.filter(({ about }) => !about || this.patterns.isIn(text, about)).slice(0, this.rules.mostAsked);
  }

  /** What was found, and what the answers make of it, as education/offers/asking.py says it. */
  answered(checked, answers) {
    const given = Object.entries(answers);
    if (checked.level !== "ask" || given.length === 0) return checked;
    const bad = this.rules.asked.filter(({ key }) => answers[key] === "bad").map(({ sign }) => sign);
    if (bad.length > 0) return this.stoppedBy(bad, checked);
    const isCleared = given.every(([, answer]) => answer === "good");
    const signs = checked.warnings.map(({ sign }) => sign);
    return isCleared && levelOf(signs, this.rules) !== "stop" ? { ...checked, level: "none" } : checked;
  }

  stoppedBy(keys, checked) {
    const there = checked.warnings.map(({ sign }) => sign.key);
    const added = keys
      .filter((key) => !there.includes(key))
      .map((key) => ({ sign: this.rules.warnings.find((sign) => sign.key === key), quotes: [] }));
    return { ...checked, level: "stop", warnings: strongestFirst([...checked.warnings, ...added]) };
  }

  quotes(places, row, letters) {
    const quoted = places.map(([first, last]) => plainly(letters.slice(row.spans[first][0], row.spans[last][1])));
    return [...new Set(quoted)].slice(0, this.rules.quotes);
  }

  signsIn(row, letters, signs) {
    return signs
      .map((sign) => ({ sign, quotes: this.quotes(this.places(sign, row), row, letters) }))
      .filter(({ quotes }) => quotes.length > 0);
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
  const known = rules.questions.filter(({ sign }) => ["yes", "no"].includes(answers[sign.key])).length;
  const isTooLittle = signs.length === 0 && known < rules.fewestAnswers;
  const warnings = strongestFirst(signs.map((sign) => ({ sign, quotes: [] })));
  return { level: isTooLittle ? "unsaid" : levelOf(signs, rules), warnings, promises: [], heavy: [] };
}
