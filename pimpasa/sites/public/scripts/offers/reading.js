// A message as a row of plain words, as education/offers/reading.py makes it: lower case, short forms written out,
// digits for letters undone. `.` ends a sentence, `;` is any lesser break.
import { piecesOf } from "./pieces.js";
import { Row } from "./row.js";

const LEET = { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t" };
const NUMBER = /^[0-9]+(?:[.,][0-9]+)*$/u;
const NUMBER_AND_UNIT = /^(?<number>[0-9]+(?:[.,][0-9]+)*)(?<unit>[a-z]+)$/u;
const LETTERS_AND_NUMBER = /^(?<letters>[a-z]+)(?<number>[0-9]+(?:[.,][0-9]+)*)$/u;
const MILLIONS = /^[1-9][0-9]{6,9}$/u;
// "paspornya", "umurmu", "pasporku": whose it is says nothing here.
const OWNER = /(?<long>[a-z]{4})(?:mu|ku)$|(?<short>[a-z]{3})nya$/u;
const SEVERAL = /(?<letter>.)\k<letter>{2,}/gu;
const MARKS = '.!?;,:()\n|•$€£¥"';
const MILLION = 1e6;

function markOf(piece) {
  if ("€£¥".includes(piece)) return piece;
  if (piece === "$") return "dolar";
  return ".!?".includes(piece) ? "." : ";";
}

/** Without dots between thousands; millions as `35 juta`; a comma before decimals. */
function numberOf(digits) {
  const [first, ...groups] = digits.split(/[.,]/u);
  const isGrouped = groups.length > 0 && groups.every((group) => group.length === 3);
  const number = isGrouped ? [first, ...groups].join("") : digits;
  if (MILLIONS.test(number)) return [String(Math.floor(Number(number) / MILLION)), "juta"];
  return [number.replace(/\./gu, ",")];
}

export class Reader {
  constructor({ words, withDigits, units, short, longestWord }) {
    this.words = new Map(
      Object.entries(words).flatMap(([word, forms]) => forms.split(" ").map((form) => [form, word])),
    );
    this.withDigits = new Set(withDigits);
    this.units = new Set(units);
    this.shorts = new Set(short);
    this.longestWord = longestWord;
  }

  /** The row of a message, given as a list of its letters. */
  read(letters) {
    const row = new Row();
    for (const [piece, start, stop] of piecesOf(letters)) {
      for (const word of this.wordsOf(piece)) {
        row.add(word, [start, stop], this.shorts);
      }
    }
    return row.finish();
  }

  /** The plain words of a piece: one, or two where a number and its unit were written together. */
  wordsOf(piece) {
    if (!/^[a-z0-9]/u.test(piece)) return MARKS.includes(piece) ? [markOf(piece)] : [];
    if (piece.length > this.longestWord) return [];
    if (NUMBER.test(piece)) return numberOf(piece);
    if (this.withDigits.has(piece) || /^[a-z]+$/u.test(piece)) return [this.wordFor(piece)];
    return this.wordsOfMixed(piece);
  }

  wordsOfMixed(piece) {
    const withUnit = piece.match(NUMBER_AND_UNIT)?.groups;
    if (withUnit && this.units.has(withUnit.unit)) return [...numberOf(withUnit.number), this.wordFor(withUnit.unit)];
    const ending = piece.match(LETTERS_AND_NUMBER)?.groups;
    // "anak2" is "anak-anak".
    if (ending?.number === "2") return [this.wordFor(ending.letters)];
    if (ending) return [this.wordFor(ending.letters), ...numberOf(ending.number)];
    return [this.wordFor(piece.replace(/[013457]/gu, (digit) => LEET[digit]))];
  }

  /** The word that the rules know for what was typed. */
  wordFor(typed) {
    const once = typed.replace(SEVERAL, "$<letter>");
    if (this.words.has(once)) return this.words.get(once);
    const stem = once.replace(OWNER, "$<long>$<short>");
    return this.words.get(stem) ?? stem;
  }
}
